using Microsoft.Extensions.DependencyInjection;
using Osms.Ledger.Handlers;

namespace Osms.Ledger.Tests.Handlers;

/// <summary>Messages come to their handlers, and answers, failures and cancellations back, as they are.</summary>
public sealed class DirectCallsTests
{
    private static readonly IReadOnlyList<HandlerMethod> Handlers = HandlerMethod.Of(
        [typeof(Ask), typeof(AskHandler), typeof(AskLater), typeof(AskLaterHandler)]);

    [Fact]
    public async Task An_answer_comes_back_whether_it_is_made_at_once_or_later()
    {
        var calls = Of(new Voice("yes"));

        (await calls.CallAsync(new Ask("at once"), default)).ShouldBe("at once: yes");
        (await calls.CallAsync(new AskLater("later"), default)).ShouldBe("later: yes");
    }

    [Fact]
    public async Task What_a_handler_throws_comes_through_as_it_is()
    {
        var calls = Of(new Voice(null));

        Should.Throw<SilentException>(() => { _ = calls.CallAsync(new Ask("at once"), default); });
        await Should.ThrowAsync<SilentException>(() => calls.CallAsync(new AskLater("later"), default));
    }

    [Fact]
    public async Task A_handler_is_cancelled_with_its_call()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        var failure = await Should.ThrowAsync<OperationCanceledException>(
            () => Of(new Voice("yes")).CallAsync(new AskLater("later"), cancelled.Token));

        failure.CancellationToken.ShouldBe(cancelled.Token);
    }

    [Fact]
    public void A_handler_that_wants_a_service_that_there_is_not_fails_before_the_first_call() =>
        Should.Throw<InvalidOperationException>(() => Of(voice: null)).Message.ShouldEndWith("+Voice: no service.");

    [Fact]
    public async Task All_services_of_all_handlers_are_registered_by_the_ledger()
    {
        var options = new LedgerOptions { ConnectionString = "Host=nowhere.invalid" };
        await using var services = new ServiceCollection().AddOsmsLedger(options).BuildServiceProvider();

        services.GetRequiredService<ILedgerCalls>().ShouldBeOfType<DirectCalls>();
        foreach (var handler in HandlerMethod.All)
        {
            handler.ToCall(services.GetRequiredService).ShouldNotBeNull();
        }
    }

    private static DirectCalls Of(Voice? voice)
    {
        var services = new ServiceCollection();
        if (voice is not null)
        {
            services.AddSingleton(voice);
        }

        var provider = services.BuildServiceProvider();
        return new DirectCalls(Handlers, provider, provider.GetRequiredService<IServiceProviderIsService>());
    }

    private sealed record Ask(string Text) : IMessage<string>;

    private sealed record AskLater(string Text) : IMessage<string>;

    private sealed record Voice(string? Answer);

    private static class AskHandler
    {
        public static string Handle(Ask message, Voice voice) =>
            voice.Answer is { } answer ? $"{message.Text}: {answer}" : throw new SilentException();
    }

    private static class AskLaterHandler
    {
        public static async Task<string> Handle(AskLater message, Voice voice, CancellationToken cancellation)
        {
            await Task.Yield();
            cancellation.ThrowIfCancellationRequested();
            return AskHandler.Handle(new Ask(message.Text), voice);
        }
    }

    private sealed class SilentException : Exception;
}
