namespace Artel.Conformance.Definitions;

/// <summary>Tries what needs a permission, and tells what came of it. The definitions differ in what they declare.</summary>
internal static class Probe
{
    public static Dictionary<string, object?> Run(ProcessContext process, string target)
    {
        var told = new Dictionary<string, object?>
        {
            ["can_send"] = process.Security.Can(Permissions.Send, target),
            ["can_terminate"] = process.Security.Can(Permissions.Terminate, target),
        };
        Try("send", () => process.Send(target, Puppet.NoteTopic, "probed"));
        Try("terminate", () => process.Terminate(target));
        return told;

        void Try(string name, Action operation)
        {
            try
            {
                operation();
                told[name] = "ok";
            }
            catch (ProcessException refused)
            {
                told[name] = refused.Kind.ToText();
                told["message"] = refused.Message;
            }
        }
    }
}

/// <summary>Declares everything.</summary>
[Process("conf.csharp:open")]
[Permission("*")]
public sealed partial class OpenProbe
{
    [Main] private Dictionary<string, object?> Run(string target) => Probe.Run(Process, target);
}

#pragma warning disable ART0101 // That they do what they do not declare is what they are for.

/// <summary>Declares to send, and nothing else.</summary>
[Process("conf.csharp:ceiling")]
[Permission(Permissions.Send)]
public sealed partial class CeilingProbe
{
    [Main] private Dictionary<string, object?> Run(string target) => Probe.Run(Process, target);
}

/// <summary>Declares nothing.</summary>
[Process("conf.csharp:undeclared")]
public sealed partial class UndeclaredProbe
{
    [Main] private Dictionary<string, object?> Run(string target) => Probe.Run(Process, target);
}

#pragma warning restore ART0101
