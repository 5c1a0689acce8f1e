using Osms.Ledger.Import;

namespace Osms.Ledger.Api.Commands;

/// <summary>The files that a command names, those of folders included, each once.</summary>
internal static class ImportFolder
{
    /// <param name="named">Files and folders that exist.</param>
    /// <param name="format">In folders only files of this format are meant; null for any that can be told.</param>
    /// <param name="cancellation">Stops looking.</param>
    internal static async Task<IReadOnlyList<FileInfo>> FilesOfAsync(
        FileSystemInfo[] named, ImportFormat? format, CancellationToken cancellation)
    {
        var files = new List<FileInfo>();
        foreach (var one in named)
        {
            if (one is DirectoryInfo folder)
            {
                files.AddRange(await FilesInAsync(folder, format, cancellation));
            }
            else
            {
                files.Add((FileInfo)one);
            }
        }

        return [.. files.DistinctBy(file => file.FullName)];
    }

    private static async Task<IReadOnlyList<FileInfo>> FilesInAsync(
        DirectoryInfo folder, ImportFormat? format, CancellationToken cancellation)
    {
        var files = new List<FileInfo>();
        foreach (var file in folder.EnumerateFiles().OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            await using var content = file.OpenRead();
            var told = await FileInspection.FormatOfAsync(content, file.Name, cancellation);
            if (told is not null && (format ?? told) == told)
            {
                files.Add(file);
                continue;
            }

            await Console.Error.WriteLineAsync(
                $"{file}: passed over; {(told is null ? "its format cannot be told" : "it has another format")}.");
        }

        if (files.Count == 0)
        {
            await Console.Error.WriteLineAsync($"{folder}: there is nothing to import in this folder.");
        }

        return files;
    }
}
