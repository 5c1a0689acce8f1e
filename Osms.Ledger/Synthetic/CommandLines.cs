using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Osms.Ledger.Insured;

namespace Osms.Ledger.Synthetic;

/// <summary>Commands as NDJSON, as an import reads them: absent fields left out.</summary>
internal sealed class CommandLines : IDisposable
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly Utf8JsonWriter _json = new(Stream.Null, Options);

    internal void Write(IBufferWriter<byte> output, InsuredCommand command)
    {
        _json.Reset(output);
        _json.WriteStartObject();
        switch (command)
        {
            case InsuredCommand.RecordResidence c:
                Begin("record-residence", c);
                _json.WriteString("residence", c.Residence);
                Day("from", c.From);
                break;
            case InsuredCommand.RecordRegion c:
                Begin("record-region", c);
                _json.WriteString("region", c.Region);
                Day("from", c.From);
                break;
            case InsuredCommand.RecordPayment c:
                Begin("record-payment", c);
                _json.WriteString("kind", c.Kind);
                _json.WriteString("period", c.Period.ToString());
                _json.WriteNumber("amount", c.Amount);
                Day("paidOn", c.PaidOn);
                _json.WriteString("payer", c.Payer);
                break;
            case InsuredCommand.RefundPayment c:
                Begin("refund-payment", c);
                Day("on", c.On);
                _json.WriteString("reason", c.Reason);
                break;
            case InsuredCommand.GrantCategory c:
                Begin("grant-category", c);
                _json.WriteString("category", c.Category);
                Day("from", c.From);
                Day("through", c.Through);
                _json.WriteString("document", c.Document);
                break;
            case InsuredCommand.EndCategory c:
                Begin("end-category", c);
                _json.WriteString("category", c.Category);
                Day("on", c.On);
                _json.WriteString("reason", c.Reason);
                break;
            case InsuredCommand.RecordWelfareLevel c:
                Begin("record-welfare-level", c);
                _json.WriteString("level", c.Level);
                Day("from", c.From);
                break;
            case InsuredCommand.RecordCare c:
                Begin("record-care", c);
                Day("on", c.On);
                _json.WriteString("provider", c.Provider);
                break;
            case InsuredCommand.RecordDeparture c:
                Begin("record-departure", c);
                Day("on", c.On);
                _json.WriteString("kind", c.Kind);
                break;
            case InsuredCommand.AnnulFact c:
                Begin("annul-fact", c);
                _json.WriteNumber("version", c.Version);
                _json.WriteString("type", c.Type);
                _json.WriteString("reason", c.Reason);
                break;
            default:
                throw new UnreachableException($"{command.GetType().Name} has no line.");
        }

        _json.WriteEndObject();
        _json.Flush();
        output.Write("\n"u8);
    }

    public void Dispose() => _json.Dispose();

    private void Begin(string name, InsuredCommand command)
    {
        _json.WriteString("command", name);
        _json.WriteString("iin", command.Iin);
        if (command.Reference is { } reference)
        {
            _json.WriteString("reference", reference);
        }
    }

    private void Day(string field, DateOnly? day)
    {
        if (day is { } known)
        {
            _json.WriteString(field, known.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }
    }
}
