using Osms.Ledger.Audit;

namespace Osms.Ledger.Handlers;

/// <summary>Compare everybody's rows with their events; changes nothing.</summary>
/// <param name="Progress">Told the steps.</param>
public sealed record CompareReadModel(IProgress<VerifyProgress>? Progress = null) : IMessage<VerifyReport>;

/// <summary>The way in for those who ask whether a rebuild would change anything.</summary>
public static class CompareReadModelHandler
{
    public static Task<VerifyReport> Handle(
        CompareReadModel message, Verification verification, CancellationToken cancellation) =>
        verification.CompareReadModelAsync(message.Progress, cancellation);
}
