using Artel.Payloads;

namespace Artel.Supervision;

/// <summary>A child as a table: <c>{ id, definition, host, arguments, restart, shutdown, type }</c>, of which the first two have to be there.</summary>
internal sealed class ChildSpecCodec : PayloadCodec<ChildSpec?>
{
    private const string Fields = "id, definition, host, arguments, restart, shutdown and type";

    public override void Write(PayloadWriter writer, ChildSpec? value)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        writer.BeginTable(0, 7);
        writer.WriteField("id"u8, value.Id);
        writer.WriteField("definition"u8, value.Definition);
        writer.WriteField("host"u8, value.Host);
        writer.WriteBytes("arguments"u8);
        writer.BeginTable(value.Arguments.Length, 0);
        for (var i = 0; i < value.Arguments.Length; i++)
            PayloadConversion.Write(writer, value.Arguments[i], $"arguments[{i + 1}]");
        writer.EndTable();
        writer.WriteField("restart"u8, value.Restart.ToText());
        writer.WriteField("shutdown"u8, value.Shutdown?.ToString());
        writer.WriteField("type"u8, value.Type switch { ChildType.Supervisor => "supervisor", ChildType.Worker => "worker", _ => null });
        writer.EndTable();
    }

    public override ChildSpec? Read(ref PayloadReader reader)
    {
        if (reader.Tag != PayloadTag.Table)
            return reader.ReadNilOrShared(this);
        var table = reader.BeginTable(out var values, out var pairs);
        if (values > 0)
            throw reader.NotA(table, "a child: a table with text keys");
        string? id = null, definition = null;
        var child = new ChildSpec("", "");
        for (; pairs > 0; pairs--)
        {
            switch (reader.ReadString())
            {
                case "id":
                    id = reader.Read<string?>();
                    break;
                case "definition":
                    definition = reader.Read<string?>();
                    break;
                case "host":
                    child = child with { Host = reader.Read<string?>() };
                    break;
                case "arguments":
                    child = child with { Arguments = ReadArguments(ref reader) };
                    break;
                case "restart":
                    if (!reader.TryReadNil())
                        child = child with { Restart = RestartPolicyNames.TryParse(reader.ReadString(), out var policy) ? policy : throw reader.Refused($"one of {RestartPolicyNames.All}") };
                    break;
                case "shutdown":
                    child = child with { Shutdown = ReadShutdown(ref reader) };
                    break;
                case "type":
                    child = child with { Type = ReadType(ref reader) };
                    break;
                default:
                    throw reader.Refused($"a field of a child: {Fields}");
            }
        }

        reader.EndTable();
        return child with
        {
            Id = id ?? throw reader.Missing(table, nameof(ChildSpec), "id"),
            Definition = definition ?? throw reader.Missing(table, nameof(ChildSpec), "definition"),
        };
    }

    private static System.Collections.Immutable.ImmutableArray<object?> ReadArguments(ref PayloadReader reader) => PayloadConversion.ReadObject(ref reader) switch
    {
        null => [],
        IEnumerable<object?> list => [.. list],
        System.Collections.ICollection { Count: 0 } => [],
        _ => throw reader.Refused("a list of arguments"),
    };

    /// <summary>A text, or, as a cancel's deadline, a whole number of milliseconds.</summary>
    private static Shutdown? ReadShutdown(ref PayloadReader reader)
    {
        if (reader.TryReadNil())
            return null;
        if (reader.Tag == PayloadTag.Integer)
            return Shutdown.After(TimeSpan.FromMilliseconds(reader.ReadInteger(1, uint.MaxValue - 1L)));
        return Shutdown.TryParse(reader.ReadString(), out var shutdown) ? shutdown : throw reader.Refused("brutal_kill, infinity, or a positive duration as \"5s\"");
    }

    private static ChildType? ReadType(ref PayloadReader reader)
    {
        if (reader.TryReadNil())
            return null;
        return reader.ReadString() switch
        {
            "worker" => ChildType.Worker,
            "supervisor" => ChildType.Supervisor,
            _ => throw reader.Refused("worker or supervisor"),
        };
    }
}
