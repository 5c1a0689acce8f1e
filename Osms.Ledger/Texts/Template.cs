using System.Text;

namespace Osms.Ledger.Texts;

/// <summary>
/// A text with placeholders: <c>{name}</c> is filled with a value, <c>{name|month|months}</c> with the form that goes
/// with the number. Taken apart once.
/// </summary>
internal sealed class Template
{
    private readonly List<Part> _parts = [];

    /// <exception cref="FormatException">A brace without its counterpart, or a placeholder without a name.</exception>
    internal Template(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf('{', at);
            if (open != at)
            {
                _parts.Add(new Part(text[at..(open < 0 ? text.Length : open)], null, []));
            }

            if (open < 0)
            {
                return;
            }

            var close = text.IndexOf('}', open);
            var inside = close < 0 ? [string.Empty] : text[(open + 1)..close].Split('|');
            if (inside[0].Length == 0)
            {
                throw new FormatException($"'{text}': a placeholder is {{name}} or {{name|one|many}}.");
            }

            _parts.Add(new Part(string.Empty, inside[0], inside[1..]));
            at = close + 1;
        }
    }

    /// <summary>Every name, once.</summary>
    internal IEnumerable<string> Names => _parts.Select(part => part.Name).OfType<string>().Distinct();

    /// <summary>How many forms each placeholder offers that goes with a number.</summary>
    internal IEnumerable<int> Forms => _parts.Select(part => part.Forms.Length).Where(count => count > 0);

    /// <param name="value">What a placeholder is filled with.</param>
    /// <param name="form">Which form goes with a number.</param>
    internal string Fill(Func<string, string> value, Func<string, int> form)
    {
        if (_parts is [{ Name: null } only])
        {
            return only.Text;
        }

        var text = new StringBuilder();
        foreach (var part in _parts)
        {
            text.Append(part switch
            {
                { Name: null } => part.Text,
                { Forms: [] } => value(part.Name),
                _ => part.Forms[form(part.Name)],
            });
        }

        return text.ToString();
    }

    private sealed record Part(string Text, string? Name, string[] Forms);
}
