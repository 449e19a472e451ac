using System.Runtime.CompilerServices;
using Artel.Payloads;

namespace Artel.Supervision;

/// <summary>How children, their figures and the changes of services cross to other languages: tables with keys in snake case.</summary>
internal static class SupervisionCodecs
{
    // As those of the pids: before any code of the assembly runs.
#pragma warning disable CA2255
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Register()
    {
        PayloadCodecs.Register(new ChildSpecCodec());
        PayloadCodecs.Register(new ChildInfoCodec());
        PayloadCodecs.Register(new ChildCountsCodec());
        PayloadCodecs.Register(new ServiceChangeCodec());
        BasicCodecs.RegisterCollections<ChildInfo>();
    }

    private sealed class ChildInfoCodec : PayloadCodec<ChildInfo?>
    {
        public override void Write(PayloadWriter writer, ChildInfo? value)
        {
            if (value is null)
            {
                writer.WriteNil();
                return;
            }

            writer.BeginTable(0, value.Pid is null ? 5 : 6);
            writer.WriteField("id"u8, value.Id);
            writer.WriteField("definition"u8, value.Definition);
            if (value.Pid is not null)
                writer.WriteField("pid"u8, value.Pid);
            writer.WriteField("type"u8, value.Type == ChildType.Supervisor ? "supervisor" : "worker");
            writer.WriteField("restart"u8, value.Restart.ToText());
            writer.WriteField("restarts"u8, value.Restarts);
            writer.EndTable();
        }

        public override ChildInfo? Read(ref PayloadReader reader)
        {
            if (reader.Tag != PayloadTag.Table)
                return reader.ReadNilOrShared(this);
            var table = reader.BeginTable(out var values, out var pairs);
            if (values > 0)
                throw reader.NotA(table, "a table with text keys only");
            string? id = null, definition = null;
            Pid? pid = null;
            var (type, restart, restarts) = (ChildType.Worker, RestartPolicy.Permanent, 0);
            for (; pairs > 0; pairs--)
            {
                switch (reader.ReadString())
                {
                    case "id":
                        id = reader.ReadString();
                        break;
                    case "definition":
                        definition = reader.ReadString();
                        break;
                    case "pid":
                        pid = reader.Read<Pid?>();
                        break;
                    case "type":
                        type = reader.ReadString() == "supervisor" ? ChildType.Supervisor : ChildType.Worker;
                        break;
                    case "restart":
                        restart = RestartPolicyNames.TryParse(reader.ReadString(), out var policy) ? policy : throw reader.Refused($"one of {RestartPolicyNames.All}");
                        break;
                    case "restarts":
                        restarts = reader.Read<int>();
                        break;
                    default:
                        reader.Skip();
                        break;
                }
            }

            reader.EndTable();
            return new ChildInfo
            {
                Id = id ?? throw reader.Missing(table, nameof(ChildInfo), "id"),
                Definition = definition ?? throw reader.Missing(table, nameof(ChildInfo), "definition"),
                Pid = pid,
                Type = type,
                Restart = restart,
                Restarts = restarts,
            };
        }
    }

    private sealed class ChildCountsCodec : PayloadCodec<ChildCounts?>
    {
        public override void Write(PayloadWriter writer, ChildCounts? value)
        {
            if (value is null)
            {
                writer.WriteNil();
                return;
            }

            writer.BeginTable(0, 4);
            writer.WriteField("specs"u8, value.Specs);
            writer.WriteField("active"u8, value.Active);
            writer.WriteField("supervisors"u8, value.Supervisors);
            writer.WriteField("workers"u8, value.Workers);
            writer.EndTable();
        }

        public override ChildCounts? Read(ref PayloadReader reader)
        {
            if (reader.Tag != PayloadTag.Table)
                return reader.ReadNilOrShared(this);
            var table = reader.BeginTable(out var values, out var pairs);
            if (values > 0)
                throw reader.NotA(table, "a table with text keys only");
            var counts = new ChildCounts(0, 0, 0, 0);
            for (; pairs > 0; pairs--)
            {
                counts = reader.ReadString() switch
                {
                    "specs" => counts with { Specs = reader.Read<int>() },
                    "active" => counts with { Active = reader.Read<int>() },
                    "supervisors" => counts with { Supervisors = reader.Read<int>() },
                    "workers" => counts with { Workers = reader.Read<int>() },
                    _ => throw reader.Refused("specs, active, supervisors or workers"),
                };
            }

            reader.EndTable();
            return counts;
        }
    }

    private sealed class ServiceChangeCodec : PayloadCodec<ServiceChange?>
    {
        public override void Write(PayloadWriter writer, ServiceChange? value)
        {
            if (value is null)
            {
                writer.WriteNil();
                return;
            }

            var service = value.Status;
            writer.BeginTable(0, 6 + (service.Pid is null ? 0 : 1) + (service.LastError is null ? 0 : 1));
            writer.WriteField("service"u8, service.Id);
            writer.WriteField("state"u8, service.State.ToString().ToLowerInvariant());
            writer.WriteField("previous"u8, value.Previous.ToString().ToLowerInvariant());
            writer.WriteField("since"u8, service.Since);
            writer.WriteField("restarts"u8, service.Restarts);
            writer.WriteField("attempts"u8, service.Attempts);
            if (service.Pid is not null)
                writer.WriteField("pid"u8, service.Pid);
            if (service.LastError is not null)
                writer.WriteField("error"u8, service.LastError.Message);
            writer.EndTable();
        }

        /// <summary>A change has more to it than is told to other languages; C# code is given the object itself.</summary>
        public override ServiceChange? Read(ref PayloadReader reader) => reader.TryReadNil()
            ? null
            : throw new ProcessException(ErrorKind.Invalid, $"a {nameof(ServiceChange)} is told by the runtime, and is not read from a table", retryable: false);
    }
}
