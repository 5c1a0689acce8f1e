using System.Text.Json.Serialization;
using Osms.Ledger.Packages;
using Osms.Ledger.Texts;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>What the guaranteed volume and insurance give.</summary>
public sealed record PackagesBody(
    string Lang, string Lists, string Cite, string Trust, IReadOnlyList<PackageBody> Packages);

/// <summary>One of the two.</summary>
public sealed record PackageBody(string Code, string Name, IReadOnlyList<CareHeadingBody> Headings);

/// <summary>A heading.</summary>
public sealed record CareHeadingBody(
    string Code, string Number, string Name,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<CareItemBody>? Items);

/// <summary>What is under a heading.</summary>
public sealed record CareItemBody(string Code, string Number, string Name);

/// <summary>Whether a person is given care.</summary>
public sealed record EntitlementBody(
    string Iin, string Service, DateOnly At, LedgerPosition Position, string Rules, string Lists, Entitled Entitlement,
    string Reason, string Text, string Under, string Number, bool Insured, string Basis, string? Payer, string Cite,
    string Trust,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<WayBackBody>? WaysBack);
