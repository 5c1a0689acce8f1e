using Osms.Ledger.Tests.Architecture;
using Osms.Ledger.Texts;

namespace Osms.Ledger.Tests.Texts;

/// <summary>Everything can be said in all three languages, and nothing is translated that nobody says.</summary>
public sealed class TextTests
{
    public static TheoryData<Language> All => [.. Enum.GetValues<Language>()];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_sentence_and_every_word_has_a_text_and_no_text_is_left_over(Language language)
    {
        var needed = KnownSentences.All.Select(s => s.Key)
            .Concat(KnownSentences.Words.SelectMany(group => group.Value.Select(code => $"{group.Key}/{code}")));

        LanguageTexts.Of(language).Templates.Keys.Order().ShouldBe(needed.Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_text_has_the_placeholders_that_its_sentence_fills(Language language)
    {
        foreach (var sentence in KnownSentences.All)
        {
            LanguageTexts.Of(language).Templates[sentence.Key].Names.Order()
                .ShouldBe(sentence.Values.Select(v => v.Name).Order(), $"{language} {sentence.Key}");
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_sentence_is_said_whole(Language language)
    {
        foreach (var sentence in KnownSentences.All)
        {
            var text = LanguageTexts.Of(language).Say(sentence);

            text.ShouldNotContain('{', customMessage: sentence.Key);
            text.ShouldNotContain("  ", customMessage: sentence.Key);
            text.ShouldEndWith(".", customMessage: sentence.Key);
            text.ShouldNotStartWith(" ", customMessage: sentence.Key);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_form_for_every_kind_of_number_is_given(Language language)
    {
        var texts = LanguageTexts.Of(language);

        texts.Templates.Values.SelectMany(t => t.Forms).ShouldAllBe(count => count == texts.FormsOfNumbers);
    }

    [Fact]
    public void Every_sentence_is_said_by_somebody()
    {
        var used = Layers.Written(typeof(Sentence).Assembly).SelectMany(type => Uses.Of(type).Members).ToHashSet();

        KnownSentences.Methods.Select(m => $"{m.DeclaringType!.FullName}.{m.Name}").ShouldAllBe(m => used.Contains(m));
    }

    [Fact]
    public void Control_what_has_no_text_or_is_not_filled_cannot_be_said()
    {
        var texts = LanguageTexts.Of(Language.Kk);

        Should.Throw<KeyNotFoundException>(() => texts.Say(new Sentence("why/no-such-text")));
        Should.Throw<KeyNotFoundException>(() => texts.Say(new Sentence("form/amount", ("sum", "1"))));
    }
}
