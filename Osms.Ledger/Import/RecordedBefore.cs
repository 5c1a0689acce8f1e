namespace Osms.Ledger.Import;

/// <summary>Where an exported event was recorded before, as its line claims.</summary>
/// <param name="Version">Its place in its history there.</param>
/// <param name="By">Who recorded it.</param>
/// <param name="CorrelationId">What it belonged to.</param>
/// <param name="Source">The file it was read from.</param>
/// <param name="Line">The line of that file.</param>
public sealed record RecordedBefore(int Version, string? By, string? CorrelationId, string? Source, long? Line);
