using Osms.Ledger.Texts;

namespace Osms.Ledger.Api.Http;

/// <summary>The language of an answer: the one named in the question, else the header's best.</summary>
internal static class AskedLanguage
{
    /// <summary>What is wrong with a name that is none.</summary>
    internal const string Expected = "A language is kk, ru or en.";

    /// <param name="request">For its <c>Accept-Language</c>.</param>
    /// <param name="named">Null when the question names none.</param>
    internal static Language Of(HttpRequest request, Language? named) =>
        named ?? Languages.Accepted(request.Headers.AcceptLanguage);
}
