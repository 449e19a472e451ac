using System.Collections.Immutable;
using Artel.Supervision;

namespace Artel;

/// <summary>What a supervisor is made of; the argument of <c>AddSupervisor</c>. For use at start-up only.</summary>
public sealed class SupervisorBuilder
{
    /// <summary>How many restarts there may be, unless something else is said.</summary>
    public const int DefaultMaxRestarts = 3;

    /// <summary>How long a restart counts, unless something else is said.</summary>
    public static readonly TimeSpan DefaultWithin = TimeSpan.FromSeconds(5);

    private readonly List<ChildSpec> _children = [];
    private readonly List<(string Definition, string? Host)> _dynamic = [];
    private SupervisionStrategy _strategy;
    private int _maxRestarts = DefaultMaxRestarts;
    private TimeSpan _within = DefaultWithin;

    internal SupervisorBuilder() { }

    /// <summary>A child that has ended is started anew alone; what holds unless another strategy is named.</summary>
    /// <param name="maxRestarts">How many restarts there may be within the time; with one more the supervisor stops its children and ends with an error.</param>
    /// <param name="within">How long a restart counts; null for 5 seconds.</param>
    public SupervisorBuilder OneForOne(int maxRestarts = DefaultMaxRestarts, TimeSpan? within = null) =>
        Use(SupervisionStrategy.OneForOne, maxRestarts, within);

    /// <summary>When one child has ended, all are stopped and started anew.</summary>
    /// <inheritdoc cref="OneForOne"/>
    public SupervisorBuilder OneForAll(int maxRestarts = DefaultMaxRestarts, TimeSpan? within = null) =>
        Use(SupervisionStrategy.OneForAll, maxRestarts, within);

    /// <summary>When one child has ended, those that were started after it are stopped, and all of them are started anew.</summary>
    /// <inheritdoc cref="OneForOne"/>
    public SupervisorBuilder RestForOne(int maxRestarts = DefaultMaxRestarts, TimeSpan? within = null) =>
        Use(SupervisionStrategy.RestForOne, maxRestarts, within);

    /// <summary>All children are made of one template, at run time: the one <see cref="Child(string, string, Func{ChildSpec, ChildSpec}?)"/>, which is not started by itself.</summary>
    /// <inheritdoc cref="OneForOne"/>
    public SupervisorBuilder SimpleOneForOne(int maxRestarts = DefaultMaxRestarts, TimeSpan? within = null) =>
        Use(SupervisionStrategy.SimpleOneForOne, maxRestarts, within);

    /// <summary>Adds a child, which is started after those before it.</summary>
    /// <param name="id">The child's id.</param>
    /// <param name="definition">The id of the definition that it runs, in whatever language; another supervisor's too.</param>
    /// <param name="configure">Changes it: <c>c => c with { Restart = RestartPolicy.Transient }</c>.</param>
    public SupervisorBuilder Child(string id, string definition, Func<ChildSpec, ChildSpec>? configure = null)
    {
        var child = new ChildSpec(id, definition);
        return Child(configure?.Invoke(child) ?? child);
    }

    /// <summary>Adds a child of a class, which is started after those before it.</summary>
    /// <typeparam name="TProcess">The class.</typeparam>
    /// <param name="id">The child's id.</param>
    /// <param name="configure">Changes it: <c>c => c with { Restart = RestartPolicy.Transient }</c>.</param>
    public SupervisorBuilder Child<TProcess>(string id, Func<ChildSpec, ChildSpec>? configure = null)
        where TProcess : IProcess => Child(id, TProcess.Definition.Id, configure);

    /// <summary>Adds a child, which is started after those before it.</summary>
    /// <param name="child">The child.</param>
    public SupervisorBuilder Child(ChildSpec child)
    {
        ArgumentNullException.ThrowIfNull(child);
        _children.Add(child);
        return this;
    }

    /// <summary>
    /// Lets children of further definitions be started at run time. The supervisor declares the permissions for that, as it does by itself for
    /// the children above; whether it has them is for the policies to say.
    /// </summary>
    /// <param name="definition">The definition's id; <c>*</c> stands for any text.</param>
    /// <param name="host">The host's id; <c>*</c> stands for any text; null for any.</param>
    public SupervisorBuilder Allows(string definition, string? host = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(definition);
        _dynamic.Add((definition, host));
        return this;
    }

    internal SupervisorSpec ToSpec() => new(_strategy, _maxRestarts, _within, [.. _children], [.. _dynamic]);

    private SupervisorBuilder Use(SupervisionStrategy strategy, int maxRestarts, TimeSpan? within)
    {
        (_strategy, _maxRestarts, _within) = (strategy, maxRestarts, within ?? DefaultWithin);
        return this;
    }
}
