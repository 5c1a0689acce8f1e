namespace Osms.Ledger.Values;

/// <summary>What one stream of the ledger can hold: a fact about a person, or a transfer of a budget.</summary>
public interface ILedgerEvent;
