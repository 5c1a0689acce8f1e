using System.Text;
using System.Text.RegularExpressions;
using Osms.Ledger.Coverage;
using Osms.Ledger.Import;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Fuzz;

/// <summary>Single commands: whatever comes is read as what it says, or every problem with it has a code.</summary>
public sealed partial class CommandFuzzTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);
    private static readonly DateOnly[] Days =
        [Today, DateOnly.MinValue, DateOnly.MaxValue, new(2020, 1, 1), new(2019, 12, 31), new(9999, 1, 31)];

    private static readonly string[] Codes =
        [ImportCodes.Unreadable, ImportCodes.TextTooLong, ImportCodes.NestedTooDeep];

    [Fact]
    public void What_is_right_is_read_as_it_was_meant()
    {
        foreach (var command in Corpus.Commands)
        {
            var read = CommandReader.Read(Encoding.UTF8.GetBytes(Corpus.Json(command)));

            read.ShouldBeOfType<ReadResult.Read>().Command.ShouldBe(command);
        }

        Corpus.Commands.Select(c => c.GetType()).Distinct().Count().ShouldBe(10);
    }

    [Fact]
    public void What_is_damaged_is_read_as_it_says_or_told_with_a_code()
    {
        var (read, told) = (0, 0);
        Cases.ForEach(40_000, random =>
        {
            var body = Damage.Of(random.Pick(Corpus.Lines), random, Corpus.All);
            if (IsRead(body))
            {
                read++;
            }
            else
            {
                told++;
            }
        });

        // Both happen often, or the cases prove little.
        read.ShouldBeGreaterThan(2_000);
        told.ShouldBeGreaterThan(20_000);
    }

    [Fact]
    public void Control_a_reader_that_lost_a_field_would_be_found()
    {
        var said = NaiveReading.Fields("""{"command":"x","iin":"1","amount":1.50}"""u8);

        said.ShouldBe(NaiveReading.Fields("""{"amount":15e-1,"iin":"1","command":"x","on":null}"""u8));
        said.ShouldNotBe(NaiveReading.Fields("""{"command":"x","iin":"1"}"""u8));
        said.ShouldNotBe(NaiveReading.Fields("""{"command":"x","iin":"1","amount":1.5000001}"""u8));
    }

    private static bool IsRead(byte[] body)
    {
        switch (CommandReader.Read(body))
        {
            case ReadResult.Read { Command: var command }:
                NaiveReading.Fields(Encoding.UTF8.GetBytes(Corpus.Json(command))).ShouldBe(NaiveReading.Fields(body));
                Decided(command, body.Length);
                return true;
            case ReadResult.Unreadable unreadable:
                unreadable.Problems.Count.ShouldBeInRange(1, 33);
                foreach (var problem in unreadable.Problems)
                {
                    Codes.ShouldContain(problem.Code);
                    problem.Detail.ShouldNotBeNullOrWhiteSpace();
                    Number().IsMatch($"{problem.Field} {problem.Detail}").ShouldBeFalse(problem.ToString());
                }

                return false;
            default:
                throw new InvalidOperationException("Neither read nor told.");
        }
    }

    // What is read can be decided; what is accepted is stored, read again without a difference, and answered from.
    private static void Decided(InsuredCommand command, int any)
    {
        var (happened, refusals) = RequestCheck.Of(command, RuleBook.Embedded, Today);
        (happened is null).ShouldBe(refusals.Count > 0);
        if (happened is null)
        {
            return;
        }

        var stored = EventCatalogue.Serialize(happened);
        EventCatalogue.Deserialize(EventCatalogue.NameOf(happened), stored).ShouldBe(happened);
        var iin = Iin.Parse(command.Iin);
        if (InsuredDecider.DecideOnStream(InsuredState.Empty, [], happened) is Decision.Accepted accepted)
        {
            var state = InsuredState.Fold([accepted.Event]);
            var encoded = InsuredStateCodec.Encode(state);
            InsuredStateCodec.Encode(InsuredStateCodec.Decode(encoded).ShouldNotBeNull()).ShouldBe(encoded);
            var timeline = Determination.Of(iin, state, RuleBook.Embedded);
            var day = Days[any % Days.Length];
            Explanation.Of(iin, state, RuleBook.Embedded, day).ShouldNotBeEmpty();
            WaysBack.Of(iin, state, RuleBook.Embedded, day).Count.ShouldBeLessThan(4);
        }
    }

    // Nothing of what was sent is repeated: it could be an IIN. Limits have no more than nine digits in a row.
    [GeneratedRegex("[0-9]{10}")]
    private static partial Regex Number();
}
