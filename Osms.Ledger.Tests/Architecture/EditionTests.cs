using System.Reflection;
using Osms.Ledger.Api.Hosting;

namespace Osms.Ledger.Tests.Architecture;

/// <summary>The default edition stands on Npgsql alone; the other one on Marten and Wolverine.</summary>
public sealed class EditionTests
{
    private static readonly string[] Makers = ["Marten", "Wolverine", "JasperFx", "Weasel"];

    private static readonly Assembly[] Product = [typeof(InsuranceLedger).Assembly, typeof(Service).Assembly];

    private static bool IsOnMarten => Product[0].GetTypes().Any(
        type => type.Namespace == "Osms.Ledger.CritterStack");

    [Fact]
    public void The_default_edition_refers_to_neither_Marten_nor_Wolverine() => Product
        .SelectMany(assembly => assembly.GetReferencedAssemblies())
        .Any(used => IsOfThem(used.Name!))
        .ShouldBe(IsOnMarten);

    [Fact]
    public void Nothing_of_them_lies_beside_the_default_edition() => Directory
        .EnumerateFiles(AppContext.BaseDirectory, "*.dll")
        .Any(file => IsOfThem(Path.GetFileName(file)))
        .ShouldBe(IsOnMarten);

    private static bool IsOfThem(string name) =>
        Makers.Any(maker => name.StartsWith(maker, StringComparison.Ordinal));
}
