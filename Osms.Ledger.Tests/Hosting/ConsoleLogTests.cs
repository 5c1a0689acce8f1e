using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Osms.Ledger.Api.Hosting;

namespace Osms.Ledger.Tests.Hosting;

public sealed class ConsoleLogTests
{
    private const string Iin = "850412499001";

    [Theory]
    [InlineData("for 850412499001 and 120504699914.", "for 85*********1 and 12*********4.")]
    [InlineData("850412499001", "85*********1")]
    [InlineData("x850412499001y", "x85*********1y")]
    [InlineData("8504124990012", "85**********2")]
    [InlineData("85041249900", "85041249900")]
    [InlineData("position 12345, port 127.0.0.1:5432", "position 12345, port 127.0.0.1:5432")]
    public void Of_every_number_that_could_be_an_IIN_only_the_ends_are_left(string text, string masked) =>
        ConsoleLog.Mask(text).ShouldBe(masked);

    [Fact]
    public void An_entry_is_one_line_with_its_exception_and_shows_no_IIN()
    {
        var exception = new InvalidOperationException($"outer {Iin}", new InvalidOperationException($"inner\n{Iin}"));

        var text = Written(LogLevel.Error, $"person {Iin}\nof {{Name}}", exception);

        text.ShouldNotContain(Iin);
        text.ShouldMatch("^[0-9]{2}:[0-9]{2}:[0-9]{2} fail: Osms.Ledger person 85");
        foreach (var part in (string[])["85*********1 of", "InvalidOperationException: outer 85", "inner 85"])
        {
            text.ShouldContain(part);
        }

        text.TrimEnd('\r', '\n').ShouldNotContain("\n");
    }

    [Theory]
    [InlineData(LogLevel.Trace, "trce")]
    [InlineData(LogLevel.Debug, "dbug")]
    [InlineData(LogLevel.Information, "info")]
    [InlineData(LogLevel.Warning, "warn")]
    [InlineData(LogLevel.Error, "fail")]
    [InlineData(LogLevel.Critical, "crit")]
    public void The_level_stands_before_the_category(LogLevel level, string code) =>
        Written(level, "text", null)[9..].ShouldBe($"{code}: Osms.Ledger text{Environment.NewLine}");

    private static string Written(LogLevel level, string message, Exception? exception)
    {
        var writer = new StringWriter();
        var entry = new LogEntry<string>(level, "Osms.Ledger", default, message, exception, (state, _) => state);
        new ConsoleLog().Write(in entry, null, writer);
        return writer.ToString();
    }
}
