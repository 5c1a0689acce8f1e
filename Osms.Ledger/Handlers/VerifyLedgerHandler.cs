using Osms.Ledger.Audit;

namespace Osms.Ledger.Handlers;

/// <summary>Check a whole ledger.</summary>
/// <param name="Sample">How many people to read and compare with the read model; null for all.</param>
/// <param name="Seed">Chooses the sample.</param>
/// <param name="Progress">Told the steps.</param>
public sealed record VerifyLedger(int? Sample, int Seed, IProgress<VerifyProgress>? Progress = null)
    : IMessage<VerifyReport>;

/// <summary>The way in for those who check the ledger.</summary>
public static class VerifyLedgerHandler
{
    public static Task<VerifyReport> Handle(
        VerifyLedger message, Verification verification, CancellationToken cancellation) =>
        verification.RunAsync(message.Sample, message.Seed, message.Progress, cancellation);
}
