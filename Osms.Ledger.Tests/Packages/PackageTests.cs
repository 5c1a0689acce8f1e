using System.Text;
using System.Text.RegularExpressions;
using Osms.Ledger.Packages;
using Osms.Ledger.Regulation;
using Osms.Ledger.Texts;

namespace Osms.Ledger.Tests.Packages;

/// <summary>The lists of care: eleven headings and eight, in three languages, with codes that never change.</summary>
public sealed partial class PackageTests
{
    // Callers keep these codes: one may be added, none may change or go.
    private const string Codes = """
        1 gobmp-ambulance
        2 gobmp-primary-care
        2.1 gobmp-primary-common-diseases
        2.2 gobmp-primary-check-ups
        2.3 gobmp-primary-vaccination
        2.4 gobmp-primary-healthy-living
        2.5 gobmp-primary-reproductive-health
        2.6 gobmp-primary-pregnancy
        2.7 gobmp-primary-infection-control
        3 gobmp-outpatient
        3.1 gobmp-outpatient-hiv-tuberculosis
        3.2 gobmp-outpatient-urgent
        3.3 gobmp-outpatient-socially-significant
        3.4 gobmp-outpatient-chronic
        4 gobmp-day-hospital
        4.1 gobmp-day-hospital-socially-significant
        4.2 gobmp-day-hospital-at-home
        4.3 gobmp-day-hospital-chronic
        5 gobmp-inpatient
        5.1 gobmp-inpatient-isolation
        5.2 gobmp-inpatient-infectious
        5.3 gobmp-inpatient-emergency
        5.4 gobmp-inpatient-planned
        6 gobmp-rehabilitation
        6.1 gobmp-rehabilitation-main-disease
        6.2 gobmp-rehabilitation-tuberculosis
        7 gobmp-palliative
        8 gobmp-blood
        9 gobmp-pathology
        10 gobmp-treatment-abroad
        11 gobmp-medicines
        1 osms-outpatient
        1.1 osms-outpatient-check-ups
        1.2 osms-outpatient-specialist
        1.3 osms-outpatient-chronic
        1.4 osms-outpatient-dental
        1.5 osms-outpatient-diagnostics
        1.6 osms-outpatient-procedures
        2 osms-day-hospital
        3 osms-inpatient-planned
        4 osms-inpatient-emergency
        5 osms-rehabilitation
        6 osms-pathology
        7 osms-donor
        8 osms-medicines
        8.1 osms-medicines-hospital
        8.2 osms-medicines-outpatient
        """;

    private static readonly PackageBook Book = PackageBook.Embedded;

    [Fact]
    public void No_code_and_no_number_has_changed() => string.Join('\n', InOrder().Select(s => $"{s.Number} {s.Code}"))
        .ShouldBe(Codes.ReplaceLineEndings("\n"));

    [Fact]
    public void Eleven_headings_are_guaranteed_and_eight_insured() =>
        Book.Lists.Select(list => (list.Package, list.Headings.Count))
            .ShouldBe([(CarePackage.Gobmp, 11), (CarePackage.Osms, 8)]);

    [Fact]
    public void Everything_has_a_name_in_each_language_of_its_own()
    {
        var names = InOrder().Select(s => s.Name).Concat(Book.Lists.Select(list => list.Name)).ToList();

        names.ShouldAllBe(name => Kazakh().IsMatch(name.In(Language.Kk)) && !Latin().IsMatch(name.In(Language.Kk)));
        names.ShouldAllBe(name => Cyrillic().IsMatch(name.In(Language.Ru)) && !Latin().IsMatch(name.In(Language.Ru)));
        names.ShouldAllBe(name => Latin().IsMatch(name.In(Language.En)) && !Cyrillic().IsMatch(name.In(Language.En)));
        names.SelectMany(name => new[] { name.Kk, name.Ru, name.En })
            .ShouldAllBe(text => text == text.Trim() && !text.Contains("  ") && !text.EndsWith('.'));
        names.Where(name => name.Kk == name.Ru).ShouldBeEmpty();
    }

    [Fact]
    public void The_code_tells_the_package_and_the_heading()
    {
        foreach (var list in Book.Lists)
        {
            var prefix = list.Package == CarePackage.Gobmp ? "gobmp-" : "osms-";
            list.Headings.SelectMany(h => h.Items.Prepend(h))
                .ShouldAllBe(s => s.Code.StartsWith(prefix) && Kebab().IsMatch(s.Code) && s.Package == list.Package);
        }
    }

    [Fact]
    public void The_lists_are_cited() =>
        (Book.Cite, Book.Trust).ShouldBe(("Social Health Insurance Fund, explanation of OSMS, 2024", "seed"));

    [Theory]
    [InlineData("\"gobmp-blood\"", "\"gobmp-palliative\"", "gobmp-palliative stands twice")]
    [InlineData(
        "\"emergency\": \"gobmp-outpatient-urgent\"", "\"emergency\": \"osms-donor\"", "osms-donor is not in")]
    [InlineData("\"emergency\": \"gobmp-outpatient-urgent\"", "\"emergency\": \"spa\"", "spa is not in")]
    [InlineData("\"en\": \"Medical rehabilitation\"", "\"de\": \"Reha\"", "The packages cannot be read")]
    public void Control_lists_that_do_not_hold_together_are_refused(string text, string other, string complaint)
    {
        var damaged = Encoding.UTF8.GetString(StrictJson.Embedded("packages.json")).Replace(text, other);

        Should.Throw<RuleDataException>(() => PackageBook.Parse(Encoding.UTF8.GetBytes(damaged)))
            .Message.ShouldContain(complaint);
    }

    [Fact]
    public void Another_translation_is_another_digest_and_leaves_that_of_the_rules()
    {
        var other = Encoding.UTF8.GetString(StrictJson.Embedded("packages.json")).Replace("Palliative", "Hospice");

        PackageBook.Parse(Encoding.UTF8.GetBytes(other)).Digest.ShouldNotBe(Book.Digest);
        Book.Digest.ShouldNotBe(RuleBook.Embedded.Digest);
    }

    private static IEnumerable<CareService> InOrder() =>
        Book.Lists.SelectMany(list => list.Headings).SelectMany(heading => heading.Items.Prepend(heading));

    [GeneratedRegex("[ӘәҒғҚқҢңӨөҰұҮүҺһІі]|^иммундау")]
    private static partial Regex Kazakh();

    [GeneratedRegex(@"\p{IsCyrillic}")]
    private static partial Regex Cyrillic();

    [GeneratedRegex("[A-Za-z]")]
    private static partial Regex Latin();

    [GeneratedRegex("^[a-z]+(-[a-z]+)+$")]
    private static partial Regex Kebab();
}
