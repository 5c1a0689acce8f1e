using Osms.Ledger.Packages;
using Osms.Ledger.Queries;
using Osms.Ledger.Texts;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>The lists of care and who is given it, as JSON; verbs write the same with <c>--json</c>.</summary>
internal static class PackagesShown
{
    internal static PackagesBody ToBody(PackageBook book, Language language) => new(
        Code<Language>.Of(language), book.Digest, book.Cite, book.Trust,
        [
            .. book.Lists.Select(list => new PackageBody(
                Code<CarePackage>.Of(list.Package), list.Name.In(language),
                [.. list.Headings.Select(heading => Heading(heading, language))])),
        ]);

    internal static EntitlementBody ToBody(EntitlementAnswer answer, Language language)
    {
        var (given, coverage) = (answer.Entitlement, answer.Coverage);
        return new EntitlementBody(
            coverage.Iin.Digits, answer.Service.Code, coverage.At, coverage.Position, coverage.Rules,
            answer.Lists.Digest, given.Answer, Code<EntitlementReason>.Of(given.Reason),
            LanguageTexts.Of(language).Say(given.Why(language)), given.Under.Code, given.Under.Number,
            coverage.Standing.IsInsured, coverage.Standing.BasisCode, Bodies.PayerCode(coverage.Standing.Payer),
            answer.Lists.Cite, answer.Lists.Trust,
            coverage.WaysBack is null ? null : [.. coverage.WaysBack.Select(Bodies.Of)]);
    }

    private static CareHeadingBody Heading(CareService heading, Language language) => new(
        heading.Code, heading.Number, heading.Name.In(language),
        heading.Items.Count == 0
            ? null
            : [.. heading.Items.Select(i => new CareItemBody(i.Code, i.Number, i.Name.In(language)))]);
}
