namespace Osms.Ledger.Tests.Import;

/// <summary>The files in <c>docs/samples</c>, found from wherever the tests run.</summary>
internal static class SampleFiles
{
    internal static string PathOf(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Osms.Ledger.sln")))
            {
                return Path.Combine(folder.FullName, "docs", "samples", name);
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Osms.Ledger.sln.");
    }

    internal static string[] Lines(string name) => File.ReadAllLines(PathOf(name));
}
