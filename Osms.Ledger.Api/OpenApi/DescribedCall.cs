using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Osms.Ledger.Api.OpenApi;

/// <summary>From a contract to what the document says of its call.</summary>
internal static class DescribedCall
{
    internal static void Complete(OpenApiOperation operation, CallContract contract)
    {
        operation.Parameters = [.. contract.Parameters.Select(Parameter)];
        operation.RequestBody = contract.Bodies.Count == 0 ? null : Body(contract);
        operation.Responses ??= [];
        foreach (var answers in contract.Answers.GroupBy(answer => answer.Status))
        {
            CompleteAnswer(Response(operation, answers.Key), [.. answers], contract);
        }

        foreach (var problems in contract.Problems.Select(code => KnownProblem.All[code]).GroupBy(p => p.Status))
        {
            CompleteProblem(Response(operation, problems.Key), [.. problems], contract);
        }

        var ascending = new OpenApiResponses();
        foreach (var (status, response) in operation.Responses.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            ascending.Add(status, response);
        }

        operation.Responses = ascending;
    }

    private static IOpenApiParameter Parameter(CallParameter parameter) => new OpenApiParameter
    {
        Name = parameter.Name,
        In = parameter.In,
        Required = parameter.In == ParameterLocation.Path,
        Schema = parameter.Schema,
        Description = parameter.Description,
        Example = JsonValue.Create(parameter.Example),
    };

    private static OpenApiRequestBody Body(CallContract contract) => new()
    {
        Required = true,
        Content = contract.Bodies.ToDictionary(body => body.MediaType, body => new OpenApiMediaType
        {
            Schema = body.Schema,
            Examples = contract.Examples
                .Where(example => example.MediaType == body.MediaType && example.Status < 400)
                .ToDictionary(example => example.Name, example => Example(
                    example.Query.Length == 0 ? example.Summary : $"{example.Summary} ({example.Query})",
                    body.MediaType, example.Body)),
        }),
    };

    private static OpenApiResponse Response(OpenApiOperation operation, int status)
    {
        var key = status.ToString(CultureInfo.InvariantCulture);
        if (operation.Responses!.GetValueOrDefault(key) is not OpenApiResponse response)
        {
            operation.Responses![key] = response = new OpenApiResponse();
        }

        response.Content ??= new Dictionary<string, OpenApiMediaType>();
        return response;
    }

    private static void CompleteAnswer(OpenApiResponse response, CallAnswer[] answers, CallContract contract)
    {
        response.Description = string.Join(' ', answers.Select(answer => answer.Description));
        foreach (var answer in answers)
        {
            var media = MediaOf(response, answer.MediaType);
            media.Schema ??= Fields.File(answer.Description);
            media.Examples = contract.Examples
                .Where(example => example.Status == answer.Status && example.AnswerType == answer.MediaType)
                .ToDictionary(example => example.Name, example => Example(
                    example.Summary, answer.MediaType, AnswerOf(contract, example)));
            foreach (var (name, description) in answer.Headers)
            {
                Header(response, name, Fields.File(description), description);
            }
        }
    }

    private static void CompleteProblem(OpenApiResponse response, KnownProblem[] problems, CallContract contract)
    {
        response.Description = string.Join(
            '\n', problems.Select(problem => $"- `{problem.Code}`: {problem.Meaning}"));
        var media = MediaOf(response, DescribedRoutes.ProblemType);
        media.Examples = contract.Examples
            .Where(example => example.Status == problems[0].Status)
            .ToDictionary(example => example.Name, example => Example(
                example.Summary, DescribedRoutes.ProblemType, AnswerOf(contract, example)));
        foreach (var problem in problems.Where(p => p.Title is not null && !IsShown(media, p.Code)))
        {
            media.Examples[problem.Code] = Example(
                problem.Meaning, DescribedRoutes.ProblemType, new JsonObject
                {
                    ["type"] = Http.Problem.TypeOf(problem.Code),
                    ["title"] = problem.Title,
                    ["status"] = problem.Status,
                    ["code"] = problem.Code,
                }.ToJsonString());
        }

        if (problems[0].Status is StatusCodes.Status409Conflict or StatusCodes.Status503ServiceUnavailable)
        {
            var seconds = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "Seconds." };
            Header(response, "Retry-After", seconds, "After how many seconds the same may be sent again.");
        }
    }

    private static bool IsShown(OpenApiMediaType media, string code) => media.Examples!.Values
        .Any(example => example.Value is JsonObject shown && shown["code"]?.GetValue<string>() == code);

    private static OpenApiMediaType MediaOf(OpenApiResponse response, string mediaType)
    {
        if (!response.Content!.TryGetValue(mediaType, out var media))
        {
            response.Content[mediaType] = media = new OpenApiMediaType();
        }

        return media;
    }

    private static void Header(OpenApiResponse response, string name, OpenApiSchema schema, string description)
    {
        response.Headers ??= new Dictionary<string, IOpenApiHeader>();
        response.Headers[name] = new OpenApiHeader { Schema = schema, Description = description };
    }

    private static IOpenApiExample Example(string summary, string mediaType, string text) => new OpenApiExample
    {
        Summary = summary,
        Value = mediaType is "application/json" or DescribedRoutes.ProblemType
            ? JsonNode.Parse(text)
            : JsonValue.Create(text),
    };

    // Real answers, kept by the tests that send the requests.
    private static string AnswerOf(CallContract contract, CallExample example)
    {
        var name = $"{contract.Id}.{example.Name}";
        using var stream = typeof(DescribedCall).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The answer to the example {name} is missing.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
