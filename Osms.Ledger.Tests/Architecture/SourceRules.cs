using System.Text.RegularExpressions;

namespace Osms.Ledger.Tests.Architecture;

/// <summary>What a file of the repository may not be; each rule says what is wrong and where.</summary>
internal static partial class SourceRules
{
    private const int MostLines = 250;
    private const int MostColumns = 120;

    private static readonly string[] Unfinished =
        ["TO" + "DO", "FIX" + "ME", "NotImplemented" + "Exception", "Thread." + "Sleep"];

    // Written in two halves so that this file does not break its own rule.
    private static readonly string[] Machines = ["/wo" + "rk/", "/ro" + "ot/", "../sha" + "red", "C:\\Us" + "ers"];

    internal static IEnumerable<string> TooLong(SourceFile file)
    {
        if (file.Lines.Count > MostLines)
        {
            yield return $"{file.Path}: {file.Lines.Count} lines";
        }

        for (var i = 0; i < file.Lines.Count; i++)
        {
            if (file.Lines[i].Length > MostColumns)
            {
                yield return $"{file.Path}:{i + 1}: {file.Lines[i].Length} columns";
            }
        }
    }

    internal static IEnumerable<string> NotDone(SourceFile file) =>
        Mentions(file, Unfinished).Concat(EmptyCatch().Matches(file.Text).Select(_ => $"{file.Path}: an empty catch"));

    internal static IEnumerable<string> NamesAMachine(SourceFile file) => Mentions(file, Machines);

    internal static IEnumerable<string> NamespaceElsewhere(SourceFile file)
    {
        var declared = Namespace().Match(file.Text);
        var expected = file.Folder.Replace('/', '.');
        if (declared.Success && declared.Groups[1].Value != expected)
        {
            yield return $"{file.Path}: {declared.Groups[1].Value}";
        }
    }

    internal static IEnumerable<string> WithoutSummary(SourceFile file)
    {
        for (var i = 0; i < file.Lines.Count; i++)
        {
            if (PublicType().Match(file.Lines[i]) is { Success: true } type && !HasSummary(file.Lines, i))
            {
                yield return $"{file.Path}:{i + 1}: {type.Groups[1].Value}";
            }
        }
    }

    /// <summary>A namespace of the library that the file's folder may not use, by its <c>using</c> lines.</summary>
    internal static IEnumerable<string> ForbiddenUsing(SourceFile file)
    {
        var layer = file.Folder == Layers.Library ? Layers.Root : file.Folder[(Layers.Library.Length + 1)..];
        return Using().Matches(file.Text)
            .Select(m => m.Groups[1].Value)
            .Where(used => used != layer && !Layers.Allowed[layer].Contains(used))
            .Select(used => $"{file.Path}: {used}");
    }

    private static IEnumerable<string> Mentions(SourceFile file, string[] words)
    {
        for (var i = 0; i < file.Lines.Count; i++)
        {
            foreach (var word in words.Where(w => file.Lines[i].Contains(w, StringComparison.Ordinal)))
            {
                yield return $"{file.Path}:{i + 1}: {word}";
            }
        }
    }

    private static bool HasSummary(IReadOnlyList<string> lines, int type)
    {
        var above = type - 1;
        while (above >= 0 && lines[above].TrimStart().StartsWith('['))
        {
            above--;
        }

        return above >= 0 && lines[above].TrimStart().StartsWith("///", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"catch(\s*\([^)]*\))?(\s*when\s*\([^)]*\))?\s*\{\s*\}")]
    private static partial Regex EmptyCatch();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^using Osms\.Ledger\.(\w+);", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(
        @"^\s*public (?:(?:abstract|sealed|static|partial|readonly|ref) )*"
        + @"(?:class|record struct|record|struct|enum|interface|delegate [\w<>?]+) (\w+)")]
    private static partial Regex PublicType();
}
