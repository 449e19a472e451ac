using System.ComponentModel;
using Artel.Runtime;
using Artel.Supervision;

namespace Artel;

/// <summary>What a class that is marked <see cref="SupervisorAttribute"/> is, as the generator completes it. Nothing to derive from by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class SupervisorProcess : IProcessBehavior
{
    private SupervisorBehavior? _behavior;

    private SupervisorBehavior Behavior => _behavior ?? throw new InvalidOperationException("A supervisor is spawned by its definition's id, and not made by hand.");

    BehaviorStep IProcessBehavior.Start(ProcessContext process) => Behavior.Start(process);

    BehaviorStep IProcessBehavior.Receive(Message message) => Behavior.Receive(message);

    BehaviorStep IProcessBehavior.Notify(ProcessEvent processEvent) => Behavior.Notify(processEvent);

    void IProcessBehavior.Stop() => Behavior.Stop();

    /// <summary>The definition of a supervisor class; generated code calls it.</summary>
    /// <param name="id">The definition's id.</param>
    /// <param name="create">Makes an instance of the class.</param>
    /// <param name="configure">Adds the children.</param>
    /// <exception cref="ArgumentException">The id, a child or a figure is wrong.</exception>
    protected static ProcessDefinition Define(string id, Func<SupervisorProcess> create, Action<SupervisorBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(configure);
        var supervisor = new SupervisorBuilder();
        configure(supervisor);
        var spec = supervisor.ToSpec();
        return spec.ToDefinition(id).With(_ =>
        {
            var process = create();
            process._behavior = new SupervisorBehavior(spec);
            return process;
        });
    }

    /// <summary>A time as an attribute says it; generated code calls it.</summary>
    /// <param name="text">The text, as in <c>"5s"</c>.</param>
    /// <exception cref="ArgumentException">It is no time.</exception>
    protected static TimeSpan Time(string text) =>
        DurationText.TryParse(text, out TimeSpan time) ? time : throw new ArgumentException($"'{text}' is no duration; {DurationText.Form}.", nameof(text));
}
