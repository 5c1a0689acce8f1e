using Osms.Ledger.Journal;

namespace Osms.Ledger.Api.Hosting;

/// <summary>A file that was accepted for import.</summary>
/// <param name="Entry">As it was accepted; null when nothing can be read of it.</param>
/// <param name="Result">What becomes of it, whether or not anybody waits.</param>
internal sealed record ImportTicket(ImportEntry? Entry, Task<ImportResult> Result);
