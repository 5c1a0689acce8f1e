using Osms.Ledger.Handlers;
using Osms.Ledger.Queries;

namespace Osms.Ledger.Tests.Handlers;

/// <summary>Each message has one handler, as the convention wants it.</summary>
public sealed class HandlerMethodTests
{
    [Fact]
    public void Every_message_has_one_handler_that_answers_what_it_says()
    {
        HandlerMethod.All.Select(h => h.Message).ShouldBeUnique();
        HandlerMethod.All.Single(h => h.Message == typeof(AskCoverage)).Answer
            .ShouldBe(typeof(Answered<CoverageAnswer>));
        HandlerMethod.All.Single(h => h.Message == typeof(AskCoverage)).Services
            .ShouldBe([typeof(CoverageQuery), typeof(InsuranceLedger)]);
        HandlerMethod.All.Single(h => h.Message == typeof(AskPackages)).Services.ShouldHaveSingleItem();
        HandlerMethod.All.Count(h => h.Message.IsGenericType).ShouldBe(5);
    }

    [Fact]
    public void A_message_without_a_handler_is_an_error() =>
        Of(typeof(Ask)).ShouldEndWith("+Ask has no handler.");

    [Fact]
    public void A_message_with_two_handlers_is_an_error() =>
        Of(typeof(Ask), typeof(AskHandler), typeof(AlsoAskHandler)).ShouldEndWith("+Ask has 2 handlers.");

    [Theory]
    [InlineData(typeof(OtherAnswerHandler))]
    [InlineData(typeof(NumberHandler))]
    [InlineData(typeof(NoMessageHandler))]
    [InlineData(typeof(EchoHandler))]
    [InlineData(typeof(NoAnswerHandler))]
    public void A_handler_that_is_not_as_the_convention_wants_it_is_an_error(Type handler) =>
        Of(typeof(Ask), handler).ShouldContain("is no handler: it takes a message, services and the cancellation");

    [Fact]
    public void Control_one_handler_for_a_message_is_right() =>
        HandlerMethod.Of([typeof(Ask), typeof(AskHandler)]).ShouldHaveSingleItem();

    private static string Of(params Type[] types) =>
        Should.Throw<InvalidOperationException>(() => HandlerMethod.Of(types)).Message;

    private sealed record Ask : IMessage<string>;

    private static class AskHandler
    {
        public static string Handle(Ask message) => $"{message}";
    }

    private static class AlsoAskHandler
    {
        public static Task<string> Handle(Ask message) => Task.FromResult($"{message}");
    }

    private static class OtherAnswerHandler
    {
        public static object Handle(Ask message) => message;
    }

    private static class NumberHandler
    {
        public static string Handle(Ask message, int number) => $"{message}{number}";
    }

    private static class NoMessageHandler
    {
        public static string Handle(string message) => message;
    }

    private static class EchoHandler
    {
        public static string Handle(Ask message, string service) => $"{message}{service}";
    }

    private static class NoAnswerHandler
    {
        public static Task Handle(Ask message) => Task.FromResult(message);
    }
}
