using Microsoft.OpenApi;

namespace Osms.Ledger.Api.OpenApi;

/// <summary>What a caller need know of one call; its route carries it, the document is made of it.</summary>
/// <param name="Id">Its name in generated clients.</param>
/// <param name="Tag">The group it is shown in.</param>
/// <param name="Summary">A few words.</param>
/// <param name="Description">The rest, in plain English.</param>
internal sealed record CallContract(string Id, string Tag, string Summary, string Description)
{
    internal IReadOnlyList<CallParameter> Parameters { get; init; } = [];

    internal IReadOnlyList<CallBody> Bodies { get; init; } = [];

    internal IReadOnlyList<CallAnswer> Answers { get; init; } = [];

    /// <summary>Codes of <see cref="KnownProblem"/>.</summary>
    internal IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>In the order in which they can be sent to an empty ledger.</summary>
    internal IReadOnlyList<CallExample> Examples { get; init; } = [];
}

/// <summary>A part of the address or a header.</summary>
internal sealed record CallParameter(
    string Name, ParameterLocation In, OpenApiSchema Schema, string Description, string Example);

/// <summary>A form the body may have.</summary>
internal sealed record CallBody(string MediaType, OpenApiSchema Schema);

/// <summary>An answer that is no problem. Every call may have one form only for each status and media type.</summary>
/// <param name="Status">Of HTTP.</param>
/// <param name="MediaType">Of the body.</param>
/// <param name="Body">What is written as JSON; null for text.</param>
/// <param name="Description">When this is answered.</param>
internal sealed record CallAnswer(int Status, string MediaType, Type? Body, string Description)
{
    internal IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}

/// <summary>A request, and the name of the file that holds its answer.</summary>
/// <param name="Name">Unique within the call.</param>
/// <param name="Summary">What it shows.</param>
/// <param name="MediaType">Of the request's body; null without a body.</param>
/// <param name="Body">As sent.</param>
/// <param name="Status">Of the answer; what is answered with a problem is shown with the answers only.</param>
/// <param name="Query">With its question mark.</param>
internal sealed record CallExample(
    string Name, string Summary, string? MediaType, string Body, int Status = StatusCodes.Status200OK,
    string Query = "")
{
    /// <summary>Where the route has a parameter in its path; null: the route.</summary>
    internal string? Path { get; init; }

    /// <summary>Of the answer's body, where that is no problem.</summary>
    internal string AnswerType { get; init; } = "application/json";

    /// <summary>Of a call that takes JSON.</summary>
    internal static CallExample Json(
        string name, string summary, string body, int status = StatusCodes.Status200OK) =>
        new(name, summary, "application/json", body, status);
}
