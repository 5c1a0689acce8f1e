using Osms.Ledger.Import;

namespace Osms.Ledger.Api.Http;

/// <summary>
/// Parameters of an address. One that is not known is refused: a misspelt <c>knownAt</c> that is passed over would be
/// answered from another time than was asked for.
/// </summary>
internal static class QueryFields
{
    private const int MostErrors = 32;

    /// <summary>The problem with parameters that this call does not have; null when there are none.</summary>
    internal static IResult? Unknown(HttpRequest request, params string[] known)
    {
        if (!request.QueryString.HasValue)
        {
            return null;
        }

        var detail = known.Length == 0
            ? "This call has no parameters; its fields are in the body."
            : $"There is no such parameter; there are {string.Join(", ", known)}.";
        var errors = request.Query.Keys
            .Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase))
            .Take(MostErrors)
            .Select(name => new ProblemError(Problem.Unreadable, TextRule.Harmless(name), detail))
            .ToList();
        return errors.Count == 0 ? null : Problem.UnreadableBody(errors);
    }
}
