using Osms.Ledger.Packages;
using Osms.Ledger.Queries;
using Osms.Ledger.Telemetry;
using Osms.Ledger.Values;

namespace Osms.Ledger.Handlers;

/// <summary>What do the guaranteed volume and insurance give?</summary>
public sealed record AskPackages : IMessage<PackagesAnswer>;

/// <summary>What they give.</summary>
public sealed record PackagesAnswer(PackageBook Book);

/// <summary>The way in for the lists of care.</summary>
public static class AskPackagesHandler
{
    public static PackagesAnswer Handle(AskPackages message, PackageBook packages)
    {
        ArgumentNullException.ThrowIfNull(message);
        using var call = HandlerCall.Begin("packages");
        call?.Ended("answered");
        return new PackagesAnswer(packages);
    }
}

/// <summary>Is this care given to a person on a day (today in Kazakhstan when none is given), as known at T?</summary>
/// <param name="Iin">Whom.</param>
/// <param name="Service">Code of the care, from the lists.</param>
/// <param name="At">The day.</param>
/// <param name="KnownAt">As known when.</param>
/// <param name="IsEmergency">It cannot wait.</param>
/// <param name="IsDangerousDisease">The disease is dangerous to others.</param>
public sealed record AskEntitlement(
    string Iin, string Service, DateOnly? At, AsOf KnownAt, bool IsEmergency, bool IsDangerousDisease)
    : IMessage<Answered<EntitlementAnswer>>;

/// <summary>The way in for questions about care.</summary>
public static class AskEntitlementHandler
{
    public static Task<Answered<EntitlementAnswer>> Handle(
        AskEntitlement message, EntitlementQuery query, PackageBook packages, InsuranceLedger ledger,
        CancellationToken cancellation) =>
        Question.AnswerAsync("entitlement", message.Iin, iin =>
            packages.ByCode.TryGetValue(message.Service, out var service)
                ? query.AskAsync(
                    iin,
                    new CareAsked(
                        service, message.At ?? ledger.Today, message.IsEmergency, message.IsDangerousDisease),
                    message.KnownAt,
                    cancellation)
                : Task.FromResult<Answered<EntitlementAnswer>>(new Answered<EntitlementAnswer>.ServiceUnknown()));
}
