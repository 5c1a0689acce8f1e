using System.Text.Json.Serialization;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>A page of the persons behind a figure; <see cref="Cursor"/> asks for the next one.</summary>
public sealed record PersonsBody(
    Month Month, LedgerPosition Position, long PersonsTotal, IReadOnlyList<PayerPersonBody> Persons,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Cursor);

/// <summary>A person with the payer of the month, and the events that make it so.</summary>
public sealed record PayerPersonBody(
    string Iin, string Payer,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Region,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Category,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? Day,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Tenge? Expected,
    IReadOnlyList<EventBehindBody> Events);

/// <summary>An event by its place.</summary>
public sealed record EventBehindBody(LedgerPosition Position, int Version, string Type);
