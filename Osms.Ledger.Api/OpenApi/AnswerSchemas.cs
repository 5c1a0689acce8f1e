using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Closing;
using Osms.Ledger.Coverage;
using Osms.Ledger.Journal;
using Osms.Ledger.Packages;
using Osms.Ledger.Queries;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.OpenApi;

/// <summary>What the types of answers look like in JSON where that does not follow from the type.</summary>
internal static class AnswerSchemas
{
    private static readonly string[] InPlace =
    [
        nameof(Month), nameof(Tenge), nameof(LedgerPosition), nameof(JsonElement), nameof(Object), nameof(ImportState),
        nameof(ImportCountsBody), nameof(OtherPayersBody), nameof(BudgetTotalsBody),
        nameof(BookingState), nameof(Recomputation), nameof(Payer), nameof(MonthFigures),
        nameof(Sums), nameof(DifferenceCause), nameof(MonthPayerBody), nameof(HistoryEvent),
        nameof(ContributionTotalsBody), nameof(DayBody), nameof(RegulationVersionBody),
        nameof(Entitled),
    ];

    private static readonly string[] BasisCodes =
        [.. Code<Basis>.All, .. Code<NotInsured>.All.Except([Code<NotInsured>.Of(NotInsured.None)])];

    /// <summary>Null for types that are described where they are used.</summary>
    internal static string? NameOf(JsonTypeInfo type) => InPlace.Contains(Plain(type.Type).Name)
        ? null
        : OpenApiOptions.CreateDefaultSchemaReferenceId(type)?.Replace("Body", "", StringComparison.Ordinal);

    internal static Task DescribeAsync(
        OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        Shape(schema, context.JsonTypeInfo.Type);
        if (context.JsonPropertyInfo is { } property)
        {
            schema.Description = Vocabulary.Of(property.DeclaringType, property.Name);
            if (property.DeclaringType != typeof(ProblemBody) && property.Name == "basis")
            {
                schema.Enum = [.. BasisCodes.Select(code => (JsonNode)JsonValue.Create(code))];
            }

            if (property.DeclaringType == typeof(CoverageBody) && property.Name == "knownAt")
            {
                schema.Type = JsonSchemaType.Integer | JsonSchemaType.String | JsonSchemaType.Null;
            }

            if (property.DeclaringType == typeof(ParameterBody) && property.Name == "value")
            {
                schema.Type = JsonSchemaType.Number | JsonSchemaType.String;
            }
        }

        foreach (var left in context.JsonTypeInfo.Properties.Where(MayBeLeftOut))
        {
            schema.Required?.Remove(left.Name);
            if (schema.Properties is { } fields && fields.TryGetValue(left.Name, out var described)
                && described is OpenApiSchema { Type: { } type } field)
            {
                field.Type = type & ~JsonSchemaType.Null;
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>A field that is another answer is a reference by now, and has lost what was said of it.</summary>
    internal static void DescribeReferences(OpenApiDocument document)
    {
        const string field = "answer";
        if (document.Components?.Schemas?.TryGetValue("WhatIf", out var schema) == true
            && schema.Properties?[field] is OpenApiSchemaReference reference)
        {
            reference.Description = Vocabulary.Of(typeof(WhatIfBody), field);
        }
    }

    private static void Shape(OpenApiSchema schema, Type type)
    {
        var orNull = Nullable.GetUnderlyingType(type) is null ? default : JsonSchemaType.Null;
        switch (Plain(type).Name)
        {
            case nameof(LedgerPosition):
                schema.Type = JsonSchemaType.Integer | orNull;
                schema.Format = "int64";
                break;
            case nameof(Month):
                schema.Type = JsonSchemaType.String | orNull;
                schema.Pattern = "^[0-9]{4}-[0-9]{2}$";
                break;
            case nameof(Tenge):
                schema.Type = JsonSchemaType.Number | orNull;
                break;
            case nameof(JsonElement):
                schema.Type = JsonSchemaType.Object;
                break;
            case nameof(Int32) or nameof(Int64):
                // Read from text too, but never written as one.
                schema.Type = JsonSchemaType.Integer | orNull;
                schema.Pattern = null;
                break;
        }
    }

    private static bool MayBeLeftOut(JsonPropertyInfo property) =>
        property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: false).Length > 0
        || property.DeclaringType == typeof(ProblemBody) && property.Name is "errors" or "traceId";

    private static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;
}
