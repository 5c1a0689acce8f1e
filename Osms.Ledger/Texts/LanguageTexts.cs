using System.Collections.Frozen;

namespace Osms.Ledger.Texts;

/// <summary>
/// Everything that can be said, in one language. The same sentence is the same text, on every machine and every time.
/// </summary>
public sealed class LanguageTexts
{
    private static readonly LanguageTexts[] All = [.. Enum.GetValues<Language>().Select(l => new LanguageTexts(l))];

    private readonly Language _language;
    private readonly FrozenDictionary<string, Template> _texts;
    private readonly WrittenValues _values;

    private LanguageTexts(Language language)
    {
        _language = language;
        _texts = TextFile.Read(language);
        _values = new WrittenValues(this);
    }

    public static LanguageTexts Of(Language language) => All[(int)language];

    internal IReadOnlyDictionary<string, Template> Templates => _texts;

    /// <exception cref="KeyNotFoundException">No such word.</exception>
    public string Say(Word word) => Say(word.Key, []);

    /// <exception cref="KeyNotFoundException">
    /// No such text, or a placeholder of it that the sentence does not fill.
    /// </exception>
    public string Say(Sentence sentence) => Say(sentence.Key, sentence.Values);

    /// <summary>How many forms a word has that goes with a number.</summary>
    internal int FormsOfNumbers => _language switch
    {
        Language.Kk => 1,
        Language.En => 2,
        _ => 3,
    };

    /// <summary>Which form of a word goes with a number.</summary>
    internal int FormFor(int number)
    {
        var one = number % 10 == 1 && number % 100 != 11;
        var few = number % 10 is >= 2 and <= 4 && number % 100 is < 12 or > 14;
        return _language switch
        {
            Language.Kk => 0,
            Language.En => number == 1 ? 0 : 1,
            _ => one ? 0 : few ? 1 : 2,
        };
    }

    internal string Say(string key, (string Name, object Value)[] values)
    {
        return _texts.TryGetValue(key, out var text)
            ? text.Fill(name => _values.Write(Value(name)), name => FormFor((int)Value(name)))
            : throw new KeyNotFoundException($"There is no text {key}.");

        object Value(string name)
        {
            foreach (var (known, value) in values)
            {
                if (known == name)
                {
                    return value;
                }
            }

            throw new KeyNotFoundException($"Nothing fills {name} of {key}.");
        }
    }
}
