using System.IO.Pipelines;

namespace Osms.Ledger.Api.Http;

/// <summary>
/// An answer whose reader may take as long as it likes but must not stand still: where nothing is taken for longer, the
/// server ends the connection, so that half an answer does not look like a whole one.
/// </summary>
internal sealed class PatientAnswer(PipeWriter answer, TimeSpan longestSilence) : PipeWriter
{
    public override async ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(longestSilence);
        return await answer.FlushAsync(patience.Token);
    }

    public override bool CanGetUnflushedBytes => answer.CanGetUnflushedBytes;

    public override long UnflushedBytes => answer.UnflushedBytes;

    public override void Advance(int bytes) => answer.Advance(bytes);

    public override Memory<byte> GetMemory(int sizeHint = 0) => answer.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => answer.GetSpan(sizeHint);

    public override void CancelPendingFlush() => answer.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => answer.Complete(exception);
}
