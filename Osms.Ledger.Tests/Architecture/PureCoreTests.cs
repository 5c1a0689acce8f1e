using System.Diagnostics;

namespace Osms.Ledger.Tests.Architecture;

public sealed class PureCoreTests
{
    private static readonly string[] Pure =
    [
        "Values", "Texts", "Regulation", "Insured", "Coverage", "Dues", "Packages", "Reconciliation", "Closing",
        "Synthetic",
    ];

    private static readonly string[] ForbiddenNamespaces =
    [
        "Microsoft.Extensions", "Microsoft.AspNetCore", "Npgsql", "System.Data", "System.Net", "System.Threading.Tasks",
    ];

    private static readonly Type[] ForbiddenTypes =
    [
        typeof(TimeProvider), typeof(Stopwatch), typeof(Random), typeof(Guid), typeof(File), typeof(FileInfo),
        typeof(FileStream), typeof(Directory), typeof(DirectoryInfo), typeof(Path), typeof(StreamReader),
        typeof(StreamWriter), typeof(Console), typeof(Process), typeof(Thread), typeof(Timer),
        typeof(System.Security.Cryptography.RandomNumberGenerator),
    ];

    private static readonly string[] ForbiddenMembers =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today",
        "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow", "System.TimeZoneInfo.get_Local",
        "System.Globalization.CultureInfo.get_CurrentCulture", "System.Environment.get_TickCount64",
        "System.Environment.get_UserName", "System.Environment.GetEnvironmentVariable",
    ];

    [Fact]
    public void The_pure_core_knows_no_clock_no_chance_no_files_no_database_no_logger_and_no_container() =>
        Layers.Written(typeof(InsuranceLedger).Assembly)
            .Where(type => Pure.Contains(Layers.Of(type)))
            .SelectMany(Broken)
            .ShouldBeEmpty();

    [Theory]
    [InlineData(typeof(ReadsTheClock), "System.DateTimeOffset.get_UtcNow")]
    [InlineData(typeof(DrawsANumber), "System.Random")]
    [InlineData(typeof(ReadsAFile), "System.IO.File")]
    [InlineData(typeof(AsksTheDatabase), "Npgsql.NpgsqlDataSource")]
    [InlineData(typeof(WritesALog), "Microsoft.Extensions.Logging.ILogger")]
    [InlineData(typeof(AsksTheContainer), "Microsoft.Extensions.DependencyInjection.IServiceCollection")]
    public void Control_an_impure_type_is_found(Type impure, string use) => Broken(impure).ShouldContain(
        $"{impure.FullName} -> {use}");

    [Fact]
    public void The_pure_core_is_there_to_be_checked() =>
        Pure.ShouldAllBe(layer => Layers.Written(typeof(InsuranceLedger).Assembly).Any(t => Layers.Of(t) == layer));

    private static IEnumerable<string> Broken(Type type)
    {
        var uses = Uses.Of(type);
        var types = uses.Types.Where(used => ForbiddenTypes.Contains(used) || ForbiddenNamespaces.Any(
            name => $"{used.Namespace}.".StartsWith($"{name}.", StringComparison.Ordinal)));
        return types.Select(used => used.FullName)
            .Concat(uses.Members.Where(ForbiddenMembers.Contains))
            .Select(use => $"{type.FullName} -> {use}");
    }

    private static class ReadsTheClock
    {
        internal static int Year() => DateTimeOffset.UtcNow.Year;
    }

    private static class DrawsANumber
    {
        internal static int Number(object chance) => ((Random)chance).Next();
    }

    private static class ReadsAFile
    {
        internal static string Text() => File.ReadAllText("x");
    }

    private sealed record AsksTheDatabase(Npgsql.NpgsqlDataSource Database);

    private sealed record WritesALog(Microsoft.Extensions.Logging.ILogger Log);

    private static class AsksTheContainer
    {
        internal static int Count(object services) =>
            ((Microsoft.Extensions.DependencyInjection.IServiceCollection)services).Count;
    }
}
