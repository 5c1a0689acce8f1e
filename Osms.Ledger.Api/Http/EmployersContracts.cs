using System.Text.Json.Serialization;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>A page of those who pay for others.</summary>
public sealed record EmployersBody(
    Month Month, LedgerPosition Position, IReadOnlyList<EmployerBody> Employers,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Cursor);

/// <summary>One of them, in the month asked about.</summary>
public sealed record EmployerBody(
    string Payer, long Persons, long New, long DroppedOut, long Payments, Tenge Amount, long Refunds, Tenge Refunded,
    Tenge Net);

/// <summary>The months that one of them paid for.</summary>
public sealed record EmployerMonthsBody(
    string Payer, LedgerPosition Position, IReadOnlyList<EmployerMonthBody> Months);

/// <summary>One of these months.</summary>
public sealed record EmployerMonthBody(
    Month Month, long Persons, long New, long DroppedOut, long Payments, Tenge Amount, long Refunds, Tenge Refunded,
    Tenge Net);

/// <summary>A page of the people whom one paid for.</summary>
public sealed record EmployeesBody(
    string Payer, Month Month, LedgerPosition Position, IReadOnlyList<EmployeeBody> People,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Cursor);

/// <summary>One of them.</summary>
public sealed record EmployeeBody(string Iin, string Status, IReadOnlyList<PaidKindBody> Kinds);

/// <summary>What is left of somebody's payments of one kind.</summary>
public sealed record PaidKindBody(string Kind, Tenge Amount);
