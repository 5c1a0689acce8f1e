using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Osms.Ledger.Store;
using Osms.Ledger.Tests.Api;
using Osms.Ledger.Tests.Ledger;

namespace Osms.Ledger.Tests.CritterStack;

/// <summary>
/// Others are first: Wolverine handles the message again, so often as the ledger itself would try, and the ledger does
/// so once for each message. The same of single commands, on both editions: <see cref="ConflictCallTests"/>.
/// </summary>
public sealed class ContentionTests : LedgerApi
{
    private const int Attempts = 30;

    private AlwaysSecond? _store;

    [Theory]
    [InlineData(Attempts, 409)]
    [InlineData(Attempts - 1, 201)]
    public async Task A_month_that_others_are_first_to_close_is_decided_again_and_told_when_it_goes_on(
        int rivals, int status)
    {
        _store!.Rivals = rivals;

        var reply = await PostAsync("/v1/months/2026-10/close", "{}");

        reply.Status.ShouldBe(status, reply.Text);
        _store.Appends.ShouldBe(Attempts);
        if (status == 409)
        {
            reply.ShouldBeProblem(409, "conflict").RetryAfter.ShouldBe("1");
        }
    }

    [Fact]
    public async Task Many_who_write_about_one_person_at_once_are_all_recorded()
    {
        var iin = TestIin.Grown(3);
        (await RecordAsync(CommandCallTests.Payment(iin, "first"))).ShouldBe(201);

        var replies = await Task.WhenAll(Enumerable.Range(0, 40).Select(
            i => RecordAsync(CommandCallTests.Payment(iin, $"at once {i}"))));

        replies.ShouldAllBe(reply => reply.Status == 201);
        replies.Select(reply => reply["version"].GetInt32()).Order().ShouldBe(Enumerable.Range(2, 40));
    }

    protected override void Replace(IServiceCollection services)
    {
        base.Replace(services);
        services.AddInFrontOfStore(real =>
        {
            (var store, _store) = AlwaysSecond.Of(real);
            return store;
        });
    }

    /// <summary>A store to which somebody else was first, as often as is asked for.</summary>
    public class AlwaysSecond : DispatchProxy
    {
        private IEventStore? _store;

        internal int Rivals { get; set; }

        internal int Appends { get; private set; }

        internal static (IEventStore Store, AlwaysSecond Control) Of(IEventStore store)
        {
            var proxy = Create<IEventStore, AlwaysSecond>();
            var control = (AlwaysSecond)(object)proxy;
            control._store = store;
            return (proxy, control);
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (targetMethod!.Name != nameof(IEventStore.AppendAsync))
            {
                return targetMethod.Invoke(_store, args);
            }

            Appends++;
            return Rivals-- > 0
                ? Task.FromResult<AppendResult>(AppendResult.Conflict.Instance)
                : targetMethod.Invoke(_store, args);
        }
    }
}
