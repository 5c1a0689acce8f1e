using Xunit.Abstractions;

namespace Osms.Ledger.Tests.Breaking;

/// <summary>
/// The two stories of every kill: a file is cut off, a stream of single commands is interrupted. Both count the kills
/// that landed in the middle of the work: a test that never interrupts proves nothing.
/// </summary>
/// <param name="ledger">What is broken.</param>
/// <param name="output">Where the counts go.</param>
/// <param name="kill">Breaks it.</param>
/// <param name="mend">Returns when it answers again.</param>
internal sealed class Kills(
    BreakableLedger ledger, ITestOutputHelper output, Func<Moment, Task> kill, Func<Task> mend)
{
    private const int Moments = 20;
    private const int Rows = 200;
    private const int MostFactsBetween = 60;

    /// <param name="withItsSender">
    /// The sender loses its request too, and learns from the import itself what became of it; else the request goes on.
    /// </param>
    internal async Task CutFilesAsync(bool withItsSender)
    {
        var imported = new List<Fact>();
        var (moments, cut) = (0, 0);
        foreach (var moment in Moment.Several(Moments))
        {
            moments++;
            var file = FactFile.Of(moment.Seed, $"f{moment.Seed}", Rows);
            imported.AddRange(file.Facts);
            var before = await ledger.LastNumberAsync();
            var sending = ledger.Service.ImportAsync(file);
            await ledger.ReachedAsync(before + moment.Random.Next(file.Facts.Count * 3 / 4), () => sending.IsCompleted);
            await moment.ALittleLaterAsync();
            var isCut = !sending.IsCompleted && await ledger.LastNumberAsync() > before;
            cut += isCut ? 1 : 0;

            await kill(moment);

            await mend();
            if (isCut && !withItsSender)
            {
                (await sending).ShouldBe(200).Json.ShouldReport(file, $"{moment}");
            }
            else if (isCut && moment.Random.Next(2) == 0)
            {
                (await ledger.GoesOnAsync(file)).ShouldReport(file, $"{moment}");
            }

            (await ledger.ImportAsync(file)).Json.ShouldReport(file, $"{moment}");
            await Task.WhenAny(sending);
        }

        output.WriteLine($"{cut} of {moments} kills cut a file.");
        cut.ShouldBeGreaterThan(moments / 2);
        await ledger.ShouldBeWholeAsync([], imported);
    }

    internal async Task InterruptCallersAsync()
    {
        var callers = Callers.Start("c", callers: 6, seed: 1, _ => ledger.Service);
        var (moments, interrupted) = (0, 0);
        foreach (var moment in Moment.Several(Moments))
        {
            moments++;
            await callers.ReachedAsync(callers.Acknowledged.Count + moment.Random.Next(MostFactsBetween));
            await moment.ALittleLaterAsync();
            interrupted += callers.InFlight > 0 ? 1 : 0;

            await kill(moment);

            await mend();
        }

        var acknowledged = await callers.EndAsync();
        output.WriteLine(
            $"{interrupted} of {moments} kills met callers; {callers.Lost} requests had no answer, "
            + $"{callers.LostButRecorded} of them were recorded; {acknowledged.Count} facts in all.");
        interrupted.ShouldBeGreaterThan(moments / 2);
        await ledger.ShouldBeWholeAsync(acknowledged, []);
        await ledger.ShouldRepeatAsync(acknowledged);
    }
}
