namespace Osms.Ledger.Queries;

/// <summary>The people of a batch, each once and in order of their IINs, with the questions about each.</summary>
internal sealed class AskedPeople
{
    private readonly int[] _questions;
    private readonly long[] _numbers;
    private readonly int[] _begins;

    internal AskedPeople(IReadOnlyList<BatchQuestion> questions)
    {
        var numbers = new long[questions.Count];
        _questions = new int[questions.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = questions[i].Iin.Number;
            _questions[i] = i;
        }

        Array.Sort(numbers, _questions);
        _begins = new int[numbers.Length + 1];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (i == 0 || numbers[i] != numbers[i - 1])
            {
                _begins[Count++] = i;
            }
        }

        _begins[Count] = numbers.Length;
        _numbers = new long[Count];
        Iins = new string[Count];
        for (var person = 0; person < Count; person++)
        {
            _numbers[person] = numbers[_begins[person]];
            Iins[person] = questions[_questions[_begins[person]]].Iin.Digits;
        }
    }

    internal int Count { get; }

    internal string[] Iins { get; }

    /// <summary>Indices of the questions about somebody, by their place in <see cref="Iins"/>.</summary>
    internal ReadOnlySpan<int> QuestionsOf(int person) => _questions.AsSpan(_begins[person].._begins[person + 1]);

    /// <summary>The same by their IIN.</summary>
    internal ReadOnlySpan<int> QuestionsOf(long iin) => QuestionsOf(Array.BinarySearch(_numbers, iin));
}
