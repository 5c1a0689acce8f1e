namespace Osms.Ledger.Tests.Ledger;

public sealed class BatchSizeTests
{
    [Fact]
    public void It_shrinks_after_a_batch_that_took_too_long_and_grows_back_to_what_is_configured()
    {
        var size = new BatchSize(100);
        size.Rows.ShouldBe(100);
        var rows = new List<int>();
        foreach (var seconds in (double[])[2.1, 9, 1.9, 2, 0.5, 0.4, 0.1, 0.1])
        {
            size.Took(TimeSpan.FromSeconds(seconds));
            rows.Add(size.Rows);
        }

        rows.ShouldBe([50, 25, 25, 25, 25, 50, 100, 100]);
    }

    [Fact]
    public void It_is_never_less_than_a_row()
    {
        var size = new BatchSize(3);
        for (var i = 0; i < 5; i++)
        {
            size.Took(TimeSpan.MaxValue);
        }

        size.Rows.ShouldBe(1);
    }
}
