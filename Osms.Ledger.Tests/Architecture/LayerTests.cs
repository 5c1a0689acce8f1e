using Osms.Ledger.Tests.Architecture.Controls;

namespace Osms.Ledger.Tests.Architecture;

public sealed class LayerTests
{
    private static readonly Type[] Library = [.. Layers.Written(typeof(InsuranceLedger).Assembly)];

    [Fact]
    public void Every_folder_of_the_library_uses_only_what_it_may() =>
        Layers.Broken(Library, Layers.Of, Layers.Allowed).ShouldBeEmpty();

    [Fact]
    public void Every_folder_of_the_library_has_a_rule() =>
        Library.Select(Layers.Of).Distinct().ShouldAllBe(layer => Layers.Allowed.ContainsKey(layer!));

    [Fact]
    public void Store_and_Insured_never_meet()
    {
        Layers.Allowed["Store"].ShouldNotContain("Insured");
        Layers.Allowed["Insured"].ShouldNotContain("Store");
    }

    [Theory]
    [InlineData(typeof(UsesInASignature))]
    [InlineData(typeof(UsesInAMethodBody))]
    [InlineData(typeof(UsesAsATypeArgument))]
    [InlineData(typeof(UsesInAClosure))]
    [InlineData(typeof(UsesInACatch))]
    [InlineData(typeof(UsesByInheriting))]
    public void Control_a_forbidden_use_is_found_wherever_it_hides(Type user)
    {
        Type[] users = [user, .. user.GetNestedTypes(System.Reflection.BindingFlags.NonPublic)];
        var allowed = new Dictionary<string, string[]> { ["above"] = [], ["below"] = [] };

        Layers.Broken(users, Layer, allowed).ShouldNotBeEmpty();
        Layers.Broken(users, Layer, new Dictionary<string, string[]> { ["above"] = ["below"] }).ShouldBeEmpty();

        static string? Layer(Type type) => type.Assembly != typeof(LayerTests).Assembly
            ? null
            : type.Name == nameof(ForbiddenException) ? "below" : "above";
    }

    [Theory]
    [InlineData("Regulation", "Values")]
    [InlineData("Insured", "Regulation")]
    [InlineData("Coverage", "Insured")]
    [InlineData("Reconciliation", "Coverage")]
    [InlineData("Import", "Insured")]
    [InlineData("Store", "Values")]
    [InlineData("Projections", "Store")]
    [InlineData("Queries", "Projections")]
    public void Control_a_use_that_is_there_is_found_once_it_is_forbidden(string layer, string used)
    {
        var stricter = new Dictionary<string, string[]>(Layers.Allowed)
        {
            [layer] = [.. Layers.Allowed[layer].Except([used])],
        };

        Layers.Broken(Library, Layers.Of, stricter).ShouldNotBeEmpty();
    }
}
