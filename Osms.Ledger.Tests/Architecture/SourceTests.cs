namespace Osms.Ledger.Tests.Architecture;

/// <summary>Rules that hold for the text of every file, each with a file that breaks it.</summary>
public sealed class SourceTests
{
    private static readonly SourceFile[] Product =
        [.. SourceTree.Code.Where(f => !f.Path.StartsWith("Osms.Ledger.Tests/", StringComparison.Ordinal))];

    private static readonly SourceFile[] Library =
        [.. Product.Where(f => f.Path.StartsWith("Osms.Ledger/", StringComparison.Ordinal))];

    [Fact]
    public void There_are_files_to_check()
    {
        Product.Length.ShouldBeGreaterThan(100);
        Library.ShouldContain(f => f.Path == "Osms.Ledger/InsuranceLedger.cs");
        SourceTree.Files.ShouldContain(f => f.Path == "Osms.Ledger/Store/Sql/001_event_store.sql");
    }

    [Fact]
    public void No_file_is_longer_than_250_lines_or_wider_than_120_columns() => SourceTree.Files
        .Where(f => Path.GetExtension(f.Path) is ".cs" or ".sql")
        .SelectMany(SourceRules.TooLong)
        .ShouldBeEmpty();

    [Fact]
    public void Nothing_is_left_unfinished() => SourceTree.Code.SelectMany(SourceRules.NotDone).ShouldBeEmpty();

    [Fact]
    public void No_file_names_a_place_on_somebodys_machine() =>
        SourceTree.Files.SelectMany(SourceRules.NamesAMachine).ShouldBeEmpty();

    [Fact]
    public void Every_namespace_is_its_folder() =>
        SourceTree.Code.SelectMany(SourceRules.NamespaceElsewhere).ShouldBeEmpty();

    [Fact]
    public void Every_public_type_has_a_contract() => Product.SelectMany(SourceRules.WithoutSummary).ShouldBeEmpty();

    [Fact]
    public void No_file_of_the_library_opens_a_namespace_its_folder_may_not_use() =>
        Library.SelectMany(SourceRules.ForbiddenUsing).ShouldBeEmpty();

    [Fact]
    public void Control_long_files_and_wide_lines_are_found()
    {
        SourceRules.TooLong(File(new string('\n', 250) + "x")).ShouldBe(["Osms.Ledger/Values/X.cs: 251 lines"]);
        SourceRules.TooLong(File("ok\n" + new string('x', 121))).ShouldBe(["Osms.Ledger/Values/X.cs:2: 121 columns"]);
        SourceRules.TooLong(File(new string('\n', 249) + new string('ә', 120))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("// TO{}DO: later")]
    [InlineData("throw new NotImplemented{}Exception();")]
    [InlineData("Thread.{}Sleep(1);")]
    [InlineData("try { } catch { {} }")]
    [InlineData("try { } catch (IOException e) when (e.HResult == 1)\n{\n{}}")]
    public void Control_unfinished_work_is_found(string text)
    {
        SourceRules.NotDone(File(text.Replace("{}", "", StringComparison.Ordinal))).ShouldHaveSingleItem();
        SourceRules.NotDone(File("try { } catch (IOException) { return 1; }")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("// see /wo{}rk/me/notes")]
    [InlineData("../sha{}red/rules")]
    public void Control_places_on_a_machine_are_found(string text) =>
        SourceRules.NamesAMachine(File(text.Replace("{}", "", StringComparison.Ordinal))).ShouldHaveSingleItem();

    [Fact]
    public void Control_a_namespace_that_is_not_its_folder_is_found()
    {
        SourceRules.NamespaceElsewhere(File("namespace Osms.Ledger.Store;")).ShouldHaveSingleItem();
        SourceRules.NamespaceElsewhere(File("namespace Osms.Ledger.Values;")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("public sealed class X;")]
    [InlineData("    public readonly record struct X(int Y);")]
    [InlineData("// a comment is no contract\n[Flags]\npublic enum X { }")]
    public void Control_a_public_type_without_a_contract_is_found(string text)
    {
        SourceRules.WithoutSummary(File(text)).ShouldHaveSingleItem();
        var type = text[(text.IndexOf('\n') + 1)..];
        SourceRules.WithoutSummary(File($"/// <summary>Y.</summary>\n{type}")).ShouldBeEmpty();
    }

    [Fact]
    public void Control_a_forbidden_using_is_found()
    {
        SourceRules.ForbiddenUsing(File("using System;\nusing Osms.Ledger.Store;\n")).ShouldHaveSingleItem();
        SourceRules.ForbiddenUsing(File("using System;\n")).ShouldBeEmpty();
    }

    private static SourceFile File(string text) => new("Osms.Ledger/Values/X.cs", text);
}
