using Osms.Ledger.Import;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Import;

public class SampleFileTests
{
    // The person of the README: two years of payments in the register, October 2026 in the list.
    private const string Showcase = "850412499001";
    private const string Register = "register.ndjson";
    private const string Employer = "employer-2026-10.mt102";

    private static readonly DateOnly Today = new(2026, 11, 22);
    private static readonly DateOnly LastDay = new(2026, 11, 20);

    [Theory]
    [InlineData(Register, 64)]
    [InlineData(Employer, 40)]
    public async Task Every_row_is_a_command_that_passes_the_check_of_requests(string name, int count)
    {
        var commands = await Commands(name);
        commands.Count.ShouldBe(count);
        foreach (var command in commands)
        {
            Iin.TryParse(command.Iin, out _).ShouldBeTrue();
            RequestCheck.Of(command, RuleBook.Embedded, Today).Refusals.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task The_list_is_of_forty_people_by_one_employer_for_october()
    {
        var payments = (await Commands(Employer)).Cast<InsuredCommand.RecordPayment>().ToList();
        payments.Select(p => p.Iin).Distinct().Count().ShouldBe(40);
        payments.Select(p => (p.Kind, p.Period, p.PaidOn, p.Payer)).Distinct()
            .ShouldBe([("employer", new Month(2026, 10), new DateOnly(2026, 11, 5), "120440983692")]);
        payments[0].Reference.ShouldBe("120440983692/261105/ZP2610-000117/1");
    }

    [Fact]
    public async Task The_register_shows_every_kind_of_fact_that_a_register_holds()
    {
        var commands = await Commands(Register);
        commands.Select(c => c.GetType().Name).Distinct().Order().ShouldBe(
        [
            "EndCategory", "GrantCategory", "RecordCare", "RecordDeparture", "RecordPayment", "RecordRegion",
            "RecordResidence", "RecordWelfareLevel",
        ]);
        commands.OfType<InsuredCommand.GrantCategory>().Select(c => c.Category).Distinct().Order().ShouldBe(
        [
            "child", "disabled", "full-time-student", "kandas-not-working", "pensioner-or-veteran",
            "registered-unemployed",
        ]);
        commands.OfType<InsuredCommand.RecordWelfareLevel>().Select(c => c.Level).Distinct().ShouldBe(["D", "E"]);
    }

    [Fact]
    public async Task Some_people_are_in_both_files()
    {
        var register = (await Commands(Register)).Select(c => c.Iin).ToHashSet();
        (await Commands(Employer)).Count(c => register.Contains(c.Iin)).ShouldBe(5);
    }

    [Fact]
    public async Task The_showcase_has_paid_every_month_of_two_years_and_october()
    {
        var payments = (await Commands(Register)).Concat(await Commands(Employer))
            .OfType<InsuredCommand.RecordPayment>().Where(p => p.Iin == Showcase).ToList();
        payments.Select(p => p.Period).ShouldBe(Enumerable.Range(0, 25).Select(n => new Month(2024, 10) + n));
        payments.ShouldAllBe(p => p.PaidOn <= LastDay && Month.Of(p.PaidOn) - p.Period == 1);
    }

    [Theory]
    [InlineData(Register)]
    [InlineData(Employer)]
    public async Task Every_sample_is_told_by_its_name_and_by_its_content(string name)
    {
        var content = await File.ReadAllBytesAsync(SampleFiles.PathOf(name));
        ImportFormats.OfContent(content).ShouldBe(ImportFormats.OfFileName(name));
        content.ShouldNotContain((byte)'\r');
    }

    private static async Task<List<InsuredCommand>> Commands(string name)
    {
        await using var file = File.OpenRead(SampleFiles.PathOf(name));
        var rows = await Importing.Rows(ImportFormats.OfFileName(name)!.Value, file);
        rows.Details().ShouldBeEmpty();
        return [.. rows.Select(row => row.Command!)];
    }
}
