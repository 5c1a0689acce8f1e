using System.Text.Json.Nodes;
using Osms.Ledger.Regulation;

namespace Osms.Ledger.Tests.Regulation;

/// <summary>Rule data that is incomplete or contradicts itself is refused, and the message names the place.</summary>
public sealed class RuleFileShapeTests
{
    [Theory]
    [InlineData("figures.stateRate", "stateRate")]
    [InlineData("localBaseAverageWage.75", "localBaseAverageWage.75")]
    [InlineData("categories.10.payer", "categories.registered-unemployed")]
    public void Two_values_from_the_same_day_overlap(string path, string name)
    {
        RuleFileText.RefusalOf(data => data.At(path).AsArray().Add(data.At($"{path}.0").DeepClone()))
            .ShouldStartWith($"{name}: the value from {Day(path, 0)} overlaps the one from ");
    }

    [Fact]
    public void Values_stand_in_the_order_of_their_days() =>
        RuleFileText.RefusalOf(data => Swap(data.At("figures.minimumWage").AsArray(), 1, 2)).ShouldBe(
            "minimumWage: the value from 2022-01-01 overlaps the one from 2023-01-01.");

    [Theory]
    [InlineData("2021-12-30", "minimumWage: the value from 2020-01-01 leaves a gap after 2021-12-30.")]
    [InlineData("2022-01-01", "minimumWage: the value from 2020-01-01 overlaps what follows 2022-01-01.")]
    [InlineData("2021-12-31", null)]
    public void A_value_that_names_its_last_day_meets_the_next(string through, string? refusal)
    {
        void Change(JsonObject data) => data.At("figures.minimumWage.0")["through"] = through;
        if (refusal is null)
        {
            RuleFileText.With(Change).MinimumWage.On(new DateOnly(2021, 12, 31)).Value.ShouldBe(42_500);
        }
        else
        {
            RuleFileText.RefusalOf(Change).ShouldBe(refusal);
        }
    }

    [Fact]
    public void The_last_value_has_no_end() =>
        RuleFileText.RefusalOf(data => data.At("figures.localRate.0")["through"] = "2026-12-31")
            .ShouldBe("localRate: the value from 2026-01-01 leaves a gap after 2026-12-31.");

    [Theory]
    [InlineData("minimumWage", "2020-01-02", "2020-01-01")]
    [InlineData("stateBaseAverageWage", "2020-01-02", "2020-01-01")]
    [InlineData("graceMonths", "2020-07-02", "2020-07-01")]
    [InlineData("prospectiveMonths", "2022-09-06", "2022-09-05")]
    [InlineData("longGraceMonths", "2026-01-02", "2026-01-01")]
    [InlineData("localRate", "2026-01-02", "2026-01-01")]
    public void A_figure_is_there_from_the_first_day_that_needs_it(string name, string from, string needed) =>
        RuleFileText.RefusalOf(data => data.At($"figures.{name}.0")["from"] = from)
            .ShouldBe($"{name}: a gap from {needed}, where it is needed, to {from}.");

    [Theory]
    [InlineData("minimumWage")]
    [InlineData("selfPayerRate")]
    [InlineData("selfPayerBaseMinimumWages")]
    [InlineData("entrepreneurRate")]
    [InlineData("entrepreneurBaseMinimumWages")]
    [InlineData("stateRate")]
    [InlineData("stateBaseAverageWage")]
    [InlineData("localRate")]
    [InlineData("graceMonths")]
    [InlineData("longGraceMonths")]
    [InlineData("longGraceAfterPaidMonths")]
    [InlineData("retrospectiveMonths")]
    [InlineData("prospectiveMonths")]
    public void A_figure_that_the_rules_need_is_missed_by_its_name(string name) =>
        RuleFileText.RefusalOf(data => data.TakeAway($"figures.{name}")).ShouldContain($"'{name}'");

    [Theory]
    [InlineData("figures.stateRate.0.value", "\"1\"", "stateRate")]
    [InlineData("figures.stateRate.0.value", "0", "stateRate")]
    [InlineData("figures.employerRate.0.value", "-1", "employerRate")]
    [InlineData("figures.graceMonths.0.value", "2.5", "graceMonths")]
    [InlineData("figures.graceMonths.0.value", "13", "graceMonths")]
    [InlineData("categories.0.payer.0.value", "\"nobody\"", "categories.child")]
    [InlineData("categories.0.payer.0.value", "1", "categories.child")]
    public void A_value_of_the_wrong_kind_is_refused_by_the_name_of_its_figure(string path, string value, string name)
    {
        RuleFileText.RefusalOf(data =>
        {
            var cut = path.LastIndexOf('.');
            data.At(path[..cut])[path[(cut + 1)..]] = JsonNode.Parse(value);
        }).ShouldStartWith(name);
    }

    [Theory]
    [InlineData("", "extra")]
    [InlineData("figures.stateRate.0", "untill")]
    [InlineData("regulations.1", "Bases2")]
    [InlineData("paymentKinds.2", "lastPeriodd")]
    [InlineData("categories.3", "payers")]
    [InlineData("population", "note")]
    public void An_unknown_field_is_refused_by_its_name(string path, string field) =>
        RuleFileText.RefusalOf(data => (path.Length == 0 ? data : data.At(path))[field] = "x").ShouldContain(field);

    [Theory]
    [InlineData("employer", 0)]
    [InlineData("single-aggregate", 5)]
    [InlineData("platform", 7)]
    public void A_kind_of_payment_that_is_missing_is_missed_by_its_name(string code, int index) =>
        RuleFileText.RefusalOf(data => data.At("paymentKinds").AsArray().RemoveAt(index))
            .ShouldBe($"paymentKinds has no '{code}'.");

    [Fact]
    public void A_category_stands_once() =>
        RuleFileText.RefusalOf(data => data.At("categories").AsArray().Add(data.At("categories.0").DeepClone()))
            .ShouldBe("categories: child stands twice.");

    [Fact]
    public void Local_wages_are_of_regions_and_of_the_whole_country()
    {
        RuleFileText.RefusalOf(data => data.TakeAway("localBaseAverageWage.national")).ShouldContain("'national'");
        RuleFileText.RefusalOf(data =>
            data.At("localBaseAverageWage")["02"] = data.At("localBaseAverageWage.75").DeepClone())
            .ShouldBe("localBaseAverageWage.02 is not a region.");
    }

    [Fact]
    public void The_first_regulation_begins_with_the_insurance()
    {
        RuleFileText.RefusalOf(data => data.At("regulations.0")["from"] = "2020-01-02")
            .ShouldBe("regulations: the first must begin on 2020-01-01.");
        RuleFileText.RefusalOf(data => data.At("regulations.2")["from"] = "2020-07-01")
            .ShouldBe("regulations: the value from 2020-07-01 overlaps the one from 2020-07-01.");
        RuleFileText.RefusalOf(data => data.At("regulations.3.bases").AsArray().Add("luck")).ShouldContain("bases");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"about\":\"x\"}")]
    [InlineData("{\"about\":\"x\",\"about\":\"y\"}")]
    public void Text_that_is_no_rule_data_is_refused(string text) =>
        Should.Throw<RuleDataException>(() => RuleBook.Parse(System.Text.Encoding.UTF8.GetBytes(text)));

    private static string Day(string path, int index) => $"{RuleFileText.Tree().At($"{path}.{index}.from")}";

    private static void Swap(JsonArray list, int first, int second)
    {
        var moved = list[second]!;
        list.RemoveAt(second);
        list.Insert(first, moved);
    }
}
