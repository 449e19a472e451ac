using System.Runtime.CompilerServices;
using Artel.Payloads;

namespace Artel.Messaging;

/// <summary>Pids cross as their text.</summary>
internal sealed class PidCodec : PayloadCodec<Pid?>
{
    public override void Write(PayloadWriter writer, Pid? value) => writer.WriteString(value?.ToString());

    public override Pid? Read(ref PayloadReader reader)
    {
        if (reader.TryReadNil())
            return null;
        return Pid.TryParse(reader.ReadString(), out var pid) ? pid : throw reader.Refused("a pid");
    }

    // The payloads know nothing of pids, which stand on them: so the codec comes to them, and before any code of the assembly runs.
#pragma warning disable CA2255
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Register()
    {
        PayloadCodecs.Register(new PidCodec());
        BasicCodecs.RegisterCollections<Pid>();
    }
}
