using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Osms.Ledger.Import;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.OpenApi;

/// <summary>What the fields of requests are.</summary>
internal static class Fields
{
    internal static OpenApiSchema Iin => Text("^[0-9]{12}$", "The person's IIN: 12 digits.");

    internal static OpenApiSchema Day(string description) => new()
    {
        Type = JsonSchemaType.String,
        Format = "date",
        Description = description,
    };

    internal static OpenApiSchema Month(string description) => Text("^[0-9]{4}-[0-9]{2}$", description);

    internal static OpenApiSchema Amount(string description) => new()
    {
        Type = JsonSchemaType.Number,
        Description = description,
    };

    internal static OpenApiSchema KnownAt =>
        Known("Answer from what was known then: a position, or an instant with its zone. Left out: now.");

    internal static OpenApiSchema Known(string description) => new()
    {
        Type = JsonSchemaType.Integer | JsonSchemaType.String,
        Description = description,
    };

    internal static OpenApiSchema Language => OneOf(
        Code<Texts.Language>.All, "The language of texts. Left out: the best of Accept-Language, else English.");

    internal static OpenApiSchema Flag(string description) => new()
    {
        Type = JsonSchemaType.Boolean,
        Description = description,
    };

    internal static OpenApiSchema Whole(string description) => new()
    {
        Type = JsonSchemaType.Integer,
        Description = description,
    };

    internal static OpenApiSchema OneOf(IEnumerable<string> codes, string description) => new()
    {
        Type = JsonSchemaType.String,
        Enum = [.. codes.Select(code => (JsonNode)JsonValue.Create(code))],
        Description = description,
    };

    internal static OpenApiSchema Text(string pattern, string description) => new()
    {
        Type = JsonSchemaType.String,
        Pattern = pattern,
        Description = description,
    };

    internal static OpenApiSchema Free(string description) => new()
    {
        Type = JsonSchemaType.String,
        MinLength = 1,
        MaxLength = 200,
        Description = description,
    };

    /// <summary>A body in lines, or of a format that is no JSON.</summary>
    internal static OpenApiSchema File(string description) => new()
    {
        Type = JsonSchemaType.String,
        Description = description,
    };

    internal static OpenApiSchema Object(
        IDictionary<string, IOpenApiSchema> fields, IEnumerable<string> required, string? description = null) => new()
        {
            Type = JsonSchemaType.Object,
            Properties = fields,
            Required = new HashSet<string>(required),
            AdditionalPropertiesAllowed = false,
            Description = description,
        };

    /// <summary>One of the commands, told apart by its field <c>command</c>.</summary>
    internal static OpenApiSchema Command { get; } = new()
    {
        OneOf = [.. CommandOutline.All.Select(CommandOf)],
        Description = "One fact.",
    };

    private static IOpenApiSchema CommandOf(CommandOutline command)
    {
        var fields = new Dictionary<string, IOpenApiSchema>
        {
            ["command"] = new OpenApiSchema { Type = JsonSchemaType.String, Const = command.Name },
            ["iin"] = Iin,
        };
        foreach (var field in command.Required.Concat(command.Optional))
        {
            fields.Add(field, FieldOf(command.Name, field));
        }

        return Object(fields, ["command", "iin", .. command.Required], command.Name);
    }

    private static OpenApiSchema FieldOf(string command, string field) => field switch
    {
        "reference" => Free(command == "refund-payment"
            ? "The reference of the payment that is taken back."
            : "The sender's own number; two facts with different references are two facts."),
        "residence" => OneOf(Code<Residence>.All, "How the person resides."),
        "region" => Text("^[0-9]{2}$", "The first two digits of KATO."),
        "kind" when command == "record-departure" => OneOf(Code<DepartureKind>.All, "How the person left."),
        "kind" => OneOf(Code<PaymentKind>.All, "Who owed the payment."),
        "period" => Month("The month that is paid for, yyyy-MM."),
        "amount" => Amount("Tenge, with at most two decimals."),
        "paidOn" => Day("The day of the payment."),
        "payer" => Text("^[0-9]{12}$", "The BIN or IIN of who paid."),
        "category" => OneOf(RuleBook.Embedded.Categories.Select(c => c.Code), "The category."),
        "level" => OneOf(Code<WelfareLevel>.All, "The family's welfare level."),
        "from" => Day("The first day on which it holds."),
        "through" => Day("The last day on which it holds; left out: until it is ended."),
        "on" => Day("The day."),
        "document" => Free("The paper it rests on."),
        "reason" when command == "refund-payment" => OneOf(Code<RefundReason>.All, "Why it is taken back."),
        "reason" => Free("Why."),
        "provider" => Text("^[0-9]{12}$", "The provider's BIN."),
        "version" => new OpenApiSchema
        {
            Type = JsonSchemaType.Integer,
            Minimum = "1",
            Description = "Which event of the person's history.",
        },
        "type" => OneOf(EventCatalogue.Names, "The type of that event, so that no other is annulled by mistake."),
        _ => throw new InvalidOperationException($"Say here what the field {field} of commands is."),
    };
}
