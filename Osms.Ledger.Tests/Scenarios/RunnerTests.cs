namespace Osms.Ledger.Tests.Scenarios;

/// <summary>The tables are only worth something when a wrong one fails: each of these is wrong in one place.</summary>
public sealed class RunnerTests
{
    private const string Sound = """
        ## A newcomer pays the month
        > Remarks are for the reader.

        Person: born 1990-05-04, man
        Today: 2026-11-22

        | # | fact | recorded on |
        |---|---|---|
        | 1 | resides as permanent-foreigner from 2026-03-01 | |
        | 2 | pays self 4250 for 2026-03 on 2026-03-10 (ref A) | 2026-03-10 |

        | asked | as known after # | insured | basis | bases | payer | category | region | since | through |
        |---|---|---|---|---|---|---|---|---|---|
        | 2026-03-10 | | yes | contributions | contributions | contributors | - | - | 2026-03-10 | 2026-06-30 |
        | 2026-03-10 | 1 | no | nothing-paid | - | - | - | - | - | - |

        | month | as known after # | payer | category | region |
        |---|---|---|---|---|
        | 2026-03 | 2 | contributors | - | - |

        | asked | as known after # | way | months | amounts | total | from | through |
        |---|---|---|---|---|---|---|---|
        | 2026-03-10 | 2 | none | | | | | |

        | # | command | outcome | fields |
        |---|---|---|---|
        | - | pays self 4250 for 2026-03 on 2026-03-10 (ref A) | repeats 2 | - |
        | - | pays self 4250 for 2026-03 on 2026-03-11 (ref A) | refused: payment-differs | paidOn |
        | 3 | dies on 2026-11-22 | accepted | - |
        """;

    [Fact]
    public void A_sound_scenario_has_no_differences() => Differences(Sound).ShouldBeEmpty();

    [Theory]
    [InlineData("| 1 | resides", "| 2 | resides", "#: expected 2, was 1")]
    [InlineData("11-22 | accepted", "11-23 | accepted", "outcome: expected accepted, was refused: date-in-f")]
    [InlineData("2026-03-10 | |", "2026-03-10 | 1 |", "basis: expected contributions, was nothing-paid")]
    [InlineData("| | yes", "| | no", "insured: expected no, was yes")]
    [InlineData("nothing-paid", "owed", "basis: expected owed, was nothing-paid")]
    [InlineData("contributions | contributors", "- | contributors", "bases: expected -, was contributions")]
    [InlineData("s | contributors | - | - | 2026", "s | local | - | - | 2026", "payer: expected local, was contrib")]
    [InlineData("s | contributors | - | - | 2026", "s | | child | - | 2026", "category: expected child, was -")]
    [InlineData("s | contributors | - | - | 2026", "s | | - | 75 | 2026", "region: expected 75, was -")]
    [InlineData("2026-03-10 | 2026-06-30", "2026-03-09 | 2026-06-30", "since: expected 2026-03-09, was 2026-03-10")]
    [InlineData("2026-06-30 |", "- |", "through: expected -, was 2026-06-30")]
    [InlineData("| 2 | contributors", "| 1 | contributors", "payer: expected contributors, was none")]
    [InlineData("2 | none |", "1 | none |", "expected 0 ways, was 2026-03 / 2026-04..2027-03 / 2026-03..2027-03")]
    [InlineData("repeats 2", "repeats 1", "outcome: expected repeats 1, was repeats 2")]
    [InlineData("| paidOn |", "| period |", "fields: expected period, was paidOn")]
    [InlineData("on 2026-03-10 (ref A) | 2026", "on 2026-03-11 (ref A) | 2026", "date-in-future")]
    public void A_wrong_cell_is_found(string sound, string wrong, string difference) =>
        string.Join("\n", Differences(Changed(sound, wrong))).ShouldContain(difference);

    [Theory]
    [InlineData("Person:", "Persona:", "unknown setting 'Persona'")]
    [InlineData("Person: born 1990-05-04, man", "", "a scenario is about one 'Person:'")]
    [InlineData("1990-05-04, man", "1990-05-04, human", "unknown person")]
    [InlineData("> Remarks", "Remarks", "neither setting, table nor '>' remark")]
    [InlineData("resides as", "resides since", "no such fact")]
    [InlineData("(ref A) | 2026", "(reference A) | 2026", "'reference' means nothing")]
    [InlineData("from 2026-03-01", "from 2026-02-30", "'2026-02-30' is not a day")]
    [InlineData("for 2026-03 on 2026-03-10 (ref A) | 2026", "for 2026-13 on 2026-03-10 (ref A) | 2026", "not a month")]
    [InlineData("| basis |", "| base |", "unknown column 'base'")]
    [InlineData("| # | fact |", "| no | fact |", "unknown column 'no'")]
    [InlineData("| month |", "| moon |", "a table of no known kind")]
    [InlineData("| 2026-03-10 | 1 | no |", "| 2026-03-10 | 9 | no |", "there is no event 9")]
    [InlineData("| - | - | - | - | - | - |", "| - | - | - | - | - |", "9 cells under 10 columns")]
    [InlineData("| 2026-03 | 2 | contributors |", "| 2026-03 | 2 | |", "the row needs payer")]
    [InlineData("| 3 | dies", "|  | dies", "the row needs #")]
    public void What_cannot_be_read_is_refused(string sound, string wrong, string why) =>
        Should.Throw<ScenarioException>(() => Differences(Changed(sound, wrong))).Message.ShouldContain(why);

    [Fact]
    public void A_scenario_without_expectations_is_refused()
    {
        var factsOnly = Sound[..Sound.IndexOf("| asked", StringComparison.Ordinal)];
        Should.Throw<ScenarioException>(() => Differences(factsOnly)).Message.ShouldContain("no table of expectations");
    }

    [Fact]
    public void Two_scenarios_of_one_name_are_refused() =>
        Should.Throw<ScenarioException>(() => Scenario.Read("two.md", $"{Sound}\n\n{Sound}"))
            .Message.ShouldContain("there is another scenario");

    private static string Changed(string sound, string wrong)
    {
        Sound.ShouldContain(sound);
        return Sound.Replace(sound, wrong, StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Differences(string text) =>
        ScenarioRun.DifferencesOf(Scenario.Read("control.md", text).ShouldHaveSingleItem());
}
