using Osms.Ledger.Values;

namespace Osms.Ledger.Texts;

/// <summary>
/// Something said, in no language yet: the key of a text and what fills its placeholders. Every sentence comes from a
/// static method that names its values by type, so that none can be forgotten.
/// </summary>
/// <param name="Key">Group and code, as in the files of texts.</param>
/// <param name="Values">
/// Each an <see cref="int"/>, a <see cref="DateOnly"/>, a <see cref="Month"/>, a list of months, a <see cref="Tenge"/>,
/// a <see cref="Word"/> or a text that is the same in all languages.
/// </param>
public sealed record Sentence(string Key, params (string Name, object Value)[] Values);

/// <summary>A word that has a text of its own in every language.</summary>
/// <param name="Key">Group and code, as in the files of texts.</param>
public readonly record struct Word(string Key)
{
    /// <summary>The word for one of a closed list.</summary>
    public static Word Of<T>(string group, T value)
        where T : struct, Enum => new($"{group}/{Code<T>.Of(value)}");
}
