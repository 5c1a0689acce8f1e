using System.Collections.Frozen;
using System.Text.Json;
using Osms.Ledger.Values;

namespace Osms.Ledger.Texts;

/// <summary>The texts of one language as a translator edits them: groups of codes. Read once.</summary>
internal static class TextFile
{
    private static readonly JsonSerializerOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The texts by key (group and code).</summary>
    /// <exception cref="FormatException">The file cannot be read; says where.</exception>
    internal static FrozenDictionary<string, Template> Read(Language language)
    {
        var name = $"texts/{Code<Language>.Of(language)}.json";
        using var stream = typeof(TextFile).Assembly.GetManifestResourceStream(name)
            ?? throw new FormatException($"The program was built without {name}.");
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(stream, Strict)!
                .SelectMany(group => group.Value.Select(text => ($"{group.Key}/{text.Key}", new Template(text.Value))))
                .ToFrozenDictionary(text => text.Item1, text => text.Item2, StringComparer.Ordinal);
        }
        catch (JsonException e)
        {
            throw new FormatException($"{name} cannot be read at {e.Path}: {e.Message}");
        }
    }
}
