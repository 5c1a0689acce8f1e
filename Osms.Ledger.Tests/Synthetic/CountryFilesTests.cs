using System.Text;
using Osms.Ledger.Coverage;
using Osms.Ledger.Import;
using Osms.Ledger.Insured;
using Osms.Ledger.Queries;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Synthetic;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Synthetic;

public class CountryFilesTests
{
    [Fact]
    public async Task The_three_forms_say_the_same_and_all_of_it()
    {
        // Two strata, so that employers who are everywhere send lists from both.
        var country = Countries.Of(3, 10_400, months: 2);
        var all = country.Commands().OrderBy(Key, StringComparer.Ordinal).ToList();
        foreach (var form in Enum.GetValues<CountryForm>())
        {
            var read = await Countries.ReadAsync(Countries.Files(country, form));
            read.OrderBy(Key, StringComparer.Ordinal).ToList().ShouldBe(all, form.ToString());
        }

        static string Key(InsuredCommand c) => $"{c.Iin} {c.Reference} {c.GetType().Name} {c.GetHashCode():x8}";
    }

    [Fact]
    public void Names_sort_in_the_order_of_import()
    {
        var files = Countries.Files(Countries.Of(3, 400, months: 2), CountryForm.Mt102);
        files.Keys.ShouldBe(
        [
            "0-register.ndjson", "2026-09-1-payments.mt102", "2026-09-2-register.ndjson", "2026-10-1-payments.mt102",
            "2026-10-2-register.ndjson", "transfers.csv",
        ]);
        files.Keys.ShouldAllBe(name => CountryFiles.IsName(name));
        CountryFiles.IsName("2026-10-1-payments.xlsx").ShouldBeFalse();
        CountryFiles.IsName("notes.ndjson").ShouldBeFalse();
    }

    [Fact]
    public void A_bank_list_is_of_one_sender_with_its_people()
    {
        var files = Countries.Files(Countries.Of(3, 2_000, months: 2), CountryForm.Mt102);
        var lists = files.Where(file => file.Key.EndsWith(".mt102", StringComparison.Ordinal))
            .SelectMany(file => Encoding.UTF8.GetString(file.Value).Split("{1:").Skip(1)).ToList();
        var lines = lists.Select(list => list.Split("\n:21:").Length - 1).ToList();
        lines.Max().ShouldBeGreaterThan(10);
        lines.Min().ShouldBe(1);
        lists.Select(list => list.Split(":20:")[1].Split('\n')[0][..2]).Distinct().Order()
            .ShouldBe(["GP", "OO", "SP", "VZ"]);
    }

    [Fact]
    public async Task Imported_in_the_order_of_their_names_nothing_is_refused_and_the_forms_answer_alike()
    {
        var country = Countries.Of(5, 400, months: 13);
        var expected = country.Everybody().SelectMany(Alone).ToList();
        foreach (var form in Enum.GetValues<CountryForm>())
        {
            await using var ledger = await OpenLedger.CreateAsync();
            var accepted = await Countries.ImportAsync(ledger, Countries.Files(country, form));
            accepted.ShouldBe(country.Commands().Count() + country.Transfers().Count);
            (await AnswersAsync(ledger, country)).ShouldBe(expected, form.ToString());
        }
    }

    private static readonly DateOnly[] Days =
        [new(2025, 12, 15), new(2026, 4, 30), new(2026, 10, 31), new(2026, 11, 22)];

    private static async Task<List<(string Iin, DateOnly Day, Standing Standing)>> AnswersAsync(
        OpenLedger ledger, SyntheticCountry country)
    {
        var query = ledger.Get<CoverageBatchQuery>();
        var questions = country.Everybody()
            .SelectMany(person => Days.Select(day => new BatchQuestion(person.Iin, day)));
        var position = (Settlement.At)await query.FixAsync(AsOf.Now.Instance, default);
        var answers = await query.AskAsync([.. questions], position.Position, default);
        return [.. answers.Select(answer => (answer.Iin.Digits, answer.At, answer.Standing))];
    }

    // Without a database and without files.
    private static IEnumerable<(string Iin, DateOnly Day, Standing Standing)> Alone(SyntheticPerson person)
    {
        var ledger = new PureLedger(new DateOnly(2026, 11, 22));
        foreach (var arrival in person.Arrivals)
        {
            ledger.Record(arrival.Command).ShouldBeOfType<Decision.Accepted>();
        }

        var timeline = Determination.Of(person.Iin, ledger.StateOf(person.Iin.Digits), RuleBook.Embedded);
        return Days.Select(day => (person.Iin.Digits, day, timeline.On(day)));
    }
}
