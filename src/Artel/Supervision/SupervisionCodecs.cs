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

    /// <summary>Passes the rest of a table that was written by another; what reads these types is C# code that was sent the object.</summary>
    private static ProcessException NotRead(string type) => new(ErrorKind.Invalid, $"a {type} is written for other languages only, and not read", retryable: false);

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

        public override ChildInfo? Read(ref PayloadReader reader) => reader.TryReadNil() ? null : throw NotRead(nameof(ChildInfo));
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

        public override ChildCounts? Read(ref PayloadReader reader) => reader.TryReadNil() ? null : throw NotRead(nameof(ChildCounts));
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

        public override ServiceChange? Read(ref PayloadReader reader) => reader.TryReadNil() ? null : throw NotRead(nameof(ServiceChange));
    }
}
