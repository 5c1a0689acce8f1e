namespace Osms.Ledger.Tests.Architecture;

/// <summary>One file of the repository.</summary>
/// <param name="Path">From the root, with slashes.</param>
internal sealed record SourceFile(string Path, string Text)
{
    internal IReadOnlyList<string> Lines { get; } = Text.TrimEnd('\n').Split('\n');

    internal string Folder => Path[..Math.Max(Path.LastIndexOf('/'), 0)];
}

/// <summary>The repository that the tests were built from.</summary>
internal static class SourceTree
{
    private static readonly string[] Extensions =
        [".cs", ".sql", ".md", ".csproj", ".props", ".sln", ".yml", ".yaml", ".json", ".txt", ".editorconfig", ""];

    private static readonly string[] Elsewhere = ["bin", "obj", "artifacts", "TestResults", "node_modules"];

    internal static string Root { get; } = FindRoot();

    /// <summary>Every text file that people wrote.</summary>
    internal static IReadOnlyList<SourceFile> Files { get; } = [.. Find(new DirectoryInfo(Root))];

    internal static IEnumerable<SourceFile> Code => Files.Where(f => f.Path.EndsWith(".cs", StringComparison.Ordinal));

    internal static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static IEnumerable<SourceFile> Find(DirectoryInfo folder)
    {
        foreach (var file in folder.EnumerateFiles().Where(f => Extensions.Contains(f.Extension)))
        {
            var path = Path.GetRelativePath(Root, file.FullName).Replace('\\', '/');
            yield return new SourceFile(path, File.ReadAllText(file.FullName).ReplaceLineEndings("\n"));
        }

        var inside = folder.EnumerateDirectories()
            .Where(d => !Elsewhere.Contains(d.Name) && (!d.Name.StartsWith('.') || d.Name == ".ci"));
        foreach (var file in inside.SelectMany(Find))
        {
            // A worktree's .git is a file that names a place on this machine.
            yield return file;
        }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Osms.Ledger.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Osms.Ledger.sln.");
    }
}
