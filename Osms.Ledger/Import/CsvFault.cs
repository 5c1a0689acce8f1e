namespace Osms.Ledger.Import;

/// <summary>Why a record's fields cannot be told.</summary>
internal enum CsvFault
{
    None,
    TooLong,
    QuoteMisplaced,
    QuoteOpen,
}
