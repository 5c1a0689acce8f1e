using System.Text.Json;
using System.Text.Json.Serialization;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>
/// The answer if the commands were recorded: events that are only tried are numbered on from <c>answer.position</c>.
/// </summary>
public sealed record WhatIfBody(DateOnly Today, IReadOnlyList<TriedCommandBody> Commands, CoverageBody Answer);

/// <summary>A command and the event that it would become, or that already says so (<see cref="Repeated"/>).</summary>
public sealed record TriedCommandBody(
    LedgerPosition Position, int Version, string Type, JsonElement Data,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Repeated);
