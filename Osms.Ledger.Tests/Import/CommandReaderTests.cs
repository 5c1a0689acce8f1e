using System.Text;
using Osms.Ledger.Import;
using Osms.Ledger.Insured;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Import;

public class CommandReaderTests
{
    private const string Iin = "850412300128";
    private static readonly DateOnly Day = new(2026, 11, 5);

    public static TheoryData<string, InsuredCommand> EveryCommand => new()
    {
        {
            """{"command":"record-residence","iin":"850412300128","residence":"citizen","from":"2026-11-05"}""",
            new InsuredCommand.RecordResidence(Iin, "citizen", Day)
        },
        {
            """{"command":"record-region","iin":"850412300128","region":"75","from":"2026-11-05","reference":"r1"}""",
            new InsuredCommand.RecordRegion(Iin, "75", Day, "r1")
        },
        {
            """
            {"command":"record-payment","iin":"850412300128","reference":"p1","kind":"self","period":"2026-10",
             "amount":4250.50,"paidOn":"2026-11-05","payer":"850412300128"}
            """,
            new InsuredCommand.RecordPayment(Iin, "p1", "self", new Month(2026, 10), 4250.5m, Day, Iin)
        },
        {
            """
            {"command":"refund-payment","iin":"850412300128","reference":"p1","on":"2026-11-05","reason":"mistaken"}
            """,
            new InsuredCommand.RefundPayment(Iin, "p1", Day, "mistaken")
        },
        {
            """
            {"command":"grant-category","iin":"850412300128","category":"disabled","from":"2026-11-05",
             "through":"2027-11-04","document":"Справка № 1"}
            """,
            new InsuredCommand.GrantCategory(Iin, "disabled", Day, new DateOnly(2027, 11, 4), "Справка № 1")
        },
        {
            """
            {"command":"end-category","iin":"850412300128","category":"disabled","on":"2026-11-05","reason":"expired"}
            """,
            new InsuredCommand.EndCategory(Iin, "disabled", Day, "expired")
        },
        {
            """{"command":"record-welfare-level","iin":"850412300128","level":"Д","from":"2026-11-05"}""",
            new InsuredCommand.RecordWelfareLevel(Iin, "Д", Day)
        },
        {
            """{"command":"record-care","iin":"850412300128","on":"2026-11-05","provider":"990240003119"}""",
            new InsuredCommand.RecordCare(Iin, Day, "990240003119")
        },
        {
            """{"command":"record-departure","iin":"850412300128","on":"2026-11-05","kind":"emigration"}""",
            new InsuredCommand.RecordDeparture(Iin, Day, "emigration")
        },
        {
            """
            {"command":"annul-fact","iin":"850412300128","version":3,"type":"region_recorded","reason":"another person"}
            """,
            new InsuredCommand.AnnulFact(Iin, 3, "region_recorded", "another person")
        },
    };

    [Theory]
    [MemberData(nameof(EveryCommand))]
    public void Every_command_is_read_with_all_its_fields(string json, InsuredCommand expected) =>
        Command(json).ShouldBe(expected);

    [Fact]
    public void Every_kind_of_command_is_in_the_table_above() =>
        EveryCommand.Select(row => row[1].GetType()).ShouldBe(
            typeof(InsuredCommand).GetNestedTypes().Where(t => t.IsSubclassOf(typeof(InsuredCommand))),
            ignoreOrder: true);

    [Theory]
    [MemberData(nameof(EveryCommand))]
    public void A_command_may_carry_a_reference_and_keeps_it(string json, InsuredCommand expected)
    {
        if (expected.Reference is null)
        {
            Command(json.Replace("{", """{"reference":"x/1",""")).Reference.ShouldBe("x/1");
        }
    }

    [Theory]
    [MemberData(nameof(EveryCommand))]
    public void Without_any_one_of_its_required_fields_a_command_is_unreadable(string json, InsuredCommand expected)
    {
        using var document = System.Text.Json.JsonDocument.Parse(json);
        var fields = document.RootElement.EnumerateObject().ToList();
        foreach (var left in fields.Where(f => f.Name is not ("through" or "command")))
        {
            var rest = string.Join(",", fields.Where(f => f.Name != left.Name));
            if (left.Name == "reference" && expected is InsuredCommand.RecordRegion)
            {
                Command($"{{{rest}}}").Reference.ShouldBeNull();
                continue;
            }

            Problems($"{{{rest}}}").ShouldBe([$"{left.Name}: This field is missing."]);
            Problems($"{{{rest},\"{left.Name}\":null}}").ShouldBe([$"{left.Name}: This field is missing."]);
        }
    }

    [Fact]
    public void The_order_of_fields_and_the_way_characters_are_written_do_not_matter() =>
        Command("""
            { "from" : "2026\u002d11-05", "\u0069in": "850412300128" ,
              "region":"\u0037\u0035","command":"record-region"}
            """).ShouldBe(new InsuredCommand.RecordRegion(Iin, "75", Day));

    [Fact]
    public void Null_in_an_optional_field_is_as_if_it_were_absent() =>
        Command("""
            {"command":"grant-category","iin":"850412300128","category":"disabled","from":"2026-11-05",
             "through":null,"document":"d","reference":null}
            """).ShouldBe(new InsuredCommand.GrantCategory(Iin, "disabled", Day, null, "d"));

    [Fact]
    public void Iin_and_codes_are_only_text_here_and_are_decided_later() =>
        Command("""{"command":"record-region","iin":"","region":"no such region","from":"2026-11-05"}""")
            .ShouldBe(new InsuredCommand.RecordRegion("", "no such region", Day));

    [Fact]
    public void The_reason_of_a_refund_is_a_code_and_left_to_the_decider() =>
        Command("""{"command":"refund-payment","iin":"1","reference":"p","on":"2026-11-05","reason":""}""")
            .ShouldBe(new InsuredCommand.RefundPayment("1", "p", Day, ""));

    [Fact]
    public void All_problems_of_an_object_are_listed() =>
        Problems("""
            {"command":"record-payment","iin":850412300128,"reference":"","kind":["self"],"period":"2026-13",
             "amount":"4250","paidOn":"2026-02-30","thru":"2027-01-01","level":"D","kind":"self"}
            """).ShouldBe(
        [
            "iin: Expected text.",
            "kind: Expected text.",
            "period: Expected a month, written yyyy-MM.",
            "amount: Expected a number of tenge, not text.",
            "paidOn: Expected a day of the calendar, written yyyy-MM-dd.",
            "thru: This is not a field of any command.",
            "kind: This field is there twice.",
            "payer: This field is missing.",
            "level: This is not a field of record-payment.",
            "reference: Expected text; it is empty.",
        ]);

    [Fact]
    public void A_field_of_another_command_is_refused_whatever_it_holds() =>
        Problems("""{"command":"record-region","iin":"1","region":"75","from":"2026-11-05","through":null,"on":7}""")
            .ShouldBe(["through: This is not a field of record-region.", "on: This is not a field of record-region."]);

    [Fact]
    public void Of_an_unknown_command_what_holds_for_all_commands_is_said_too() =>
        Problems("""{"command":"record-pament","amount":"x","document":"","on":"yesterday"}""").ShouldBe(
        [
            "amount: Expected a number of tenge, not text.",
            "on: Expected a day of the calendar, written yyyy-MM-dd.",
            "command: Expected one of: record-residence, record-region, record-payment, refund-payment, "
                + "grant-category, end-category, record-welfare-level, record-care, record-departure, annul-fact.",
            "iin: This field is missing.",
            "document: Expected text; it is empty.",
        ]);

    [Theory]
    [InlineData("{}", "command: This field is missing.", "iin: This field is missing.")]
    [InlineData("""{"command":null,"iin":"1"}""", "command: This field is missing.")]
    [InlineData("""{"command":7,"iin":"1"}""", "command: Expected text.")]
    [InlineData("""{"Command":"record-care","iin":"1"}""",
        "Command: This is not a field of any command.", "command: This field is missing.")]
    public void An_object_without_a_command_is_unreadable(string json, params string[] expected) =>
        Problems(json).ShouldBe(expected);

    private static InsuredCommand Command(string json) =>
        CommandReader.Read(Encoding.UTF8.GetBytes(json)).ShouldBeOfType<ReadResult.Read>().Command;

    private static string[] Problems(string json) =>
        [.. CommandReader.Read(Encoding.UTF8.GetBytes(json)).ShouldBeOfType<ReadResult.Unreadable>().Problems
            .Select(problem => $"{problem.Field}: {problem.Detail}")];
}
