namespace Osms.Ledger.Regulation;

/// <summary>The rule data is incomplete or contradicts itself; the program does not start on it.</summary>
public sealed class RuleDataException(string message) : Exception(message);
