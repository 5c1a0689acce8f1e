using System.Text.Json.Serialization;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>A page of payments to work through.</summary>
public sealed record RemarksBody(
    LedgerPosition Position, IReadOnlyList<RemarkBody> Remarks,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Cursor);

/// <summary>A remark on a payment.</summary>
public sealed record RemarkBody(
    string Remark, string Iin, Month Month, string Kind, Tenge Amount, string Payer, string Reference, DateOnly PaidOn,
    LedgerPosition Position,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Tenge? Required,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Tenge? Missing,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] LedgerPosition? Doubles,
    bool StillOpen);
